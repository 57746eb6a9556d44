// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Pending<T>: an answer that is still under way. Take it with `co_await` in a Task, or with then() anywhere else.
// Completer<T>: the other end, held by whoever will know the answer.
//
// Ownership: destroying a Pending drops the request (its abort function runs), unless then() handed it over.
// Thread: everything stays in the thread that made it. A waiting coroutine is resumed from the event loop and never
// from inside complete(), so that whoever completes may be destroyed by what follows.
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace stagecraft::docker {

template<typename T>
class Completer
{
public:
    struct State {
        std::optional<Result<T>> result = {};
        std::coroutine_handle<> waiter = {};
        std::function<void(Result<T>)> receiver = {};
        QPointer<QObject> context = {}; ///< of the receiver
        std::function<void()> abort = {};
    };

    explicit Completer(std::function<void()> abort = {}) { m_state->abort = std::move(abort); }

    /// The first answer counts; later ones are dropped.
    void complete(Result<T> result) const
    {
        if (m_state->result)
            return;
        m_state->result = std::move(result);
        m_state->abort = nullptr;
        if (m_state->receiver || m_state->waiter)
            QTimer::singleShot(0, [state = m_state] { deliver(*state); });
    }

    void setAbort(std::function<void()> abort) const
    {
        if (!m_state->result)
            m_state->abort = std::move(abort);
    }

    const std::shared_ptr<State> &state() const { return m_state; }

    static void deliver(State &state)
    {
        if (state.waiter) {
            std::exchange(state.waiter, {}).resume();
        } else if (state.receiver) {
            const auto receiver = std::exchange(state.receiver, {});
            if (state.context)
                receiver(std::move(*state.result));
        }
    }

private:
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

template<typename T>
class [[nodiscard]] Pending
{
public:
    Pending(const Completer<T> &completer) : m_state(completer.state()) { }
    /// An answer that is known already.
    Pending(Result<T> result)
    {
        Completer<T> completer;
        completer.complete(std::move(result));
        m_state = completer.state();
    }
    Pending(Pending &&) noexcept = default;
    Pending &operator=(Pending &&other) noexcept
    {
        drop();
        m_state = std::move(other.m_state);
        return *this;
    }
    ~Pending() { drop(); }

    /// Calls `receiver` from the event loop, unless `context` is destroyed before.
    void then(QObject *context, std::function<void(Result<T>)> receiver) &&
    {
        const auto state = std::exchange(m_state, {});
        state->context = context;
        state->receiver = std::move(receiver);
        if (state->result)
            QTimer::singleShot(0, [state] { Completer<T>::deliver(*state); });
    }

    /// Ends the waiting with ErrorKind::Cancelled; what is waited for is aborted. May outlive the Pending.
    std::function<void()> canceller() const
    {
        return [weak = std::weak_ptr(m_state)] {
            const auto state = weak.lock();
            if (!state || state->result)
                return;
            const auto abort = std::exchange(state->abort, {});
            state->result = failure(ErrorKind::Cancelled, QT_TRANSLATE_NOOP("stagecraft", "Cancelled"));
            if (abort)
                abort();
            if (state->waiter || state->receiver)
                QTimer::singleShot(0, [state] { Completer<T>::deliver(*state); });
        };
    }

    bool await_ready() const { return m_state->result.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) { m_state->waiter = waiter; }
    Result<T> await_resume() { return std::move(*m_state->result); }

private:
    void drop()
    {
        if (!m_state)
            return;
        m_state->waiter = {};
        if (const auto abort = std::exchange(m_state->abort, {}))
            abort();
    }

    std::shared_ptr<typename Completer<T>::State> m_state;
};

/// Completes after so many milliseconds.
inline Pending<void> delay(int milliseconds)
{
    const Completer<void> completer;
    QTimer::singleShot(milliseconds, [completer] { completer.complete({}); });
    return completer;
}

} // namespace stagecraft::docker
