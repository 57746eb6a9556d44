// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Task<T>: a coroutine that runs at once up to its first co_await and gives a T at its end. Awaiting a Task waits for
// that end; starting several before awaiting the first lets them go on together.
//
// Ownership: a Task owns its coroutine. Destroying one that is not at its end drops the coroutine where it stands, with
// everything that it awaits; that must not happen from inside the coroutine itself.
// Thread: the one that started it. Failure: by value (Result); an exception in a Task is a bug and ends the program.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace stagecraft::docker {

template<typename T>
class Task;

namespace detail {

struct TaskPromiseBase {
    std::coroutine_handle<> continuation = {};

    struct Final {
        bool await_ready() const noexcept { return false; }
        template<typename Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> finished) noexcept
        {
            if (finished.promise().continuation)
                return finished.promise().continuation;
            return std::noop_coroutine();
        }
        void await_resume() const noexcept { }
    };
    std::suspend_never initial_suspend() const noexcept { return {}; }
    Final final_suspend() const noexcept { return {}; }
    [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
};

template<typename T>
struct TaskPromise : TaskPromiseBase {
    std::optional<T> value = {};
    Task<T> get_return_object();
    template<typename U>
    void return_value(U &&result)
    {
        value.emplace(std::forward<U>(result));
    }
    T take() { return std::move(*value); }
};

template<>
struct TaskPromise<void> : TaskPromiseBase {
    Task<void> get_return_object();
    void return_void() const { }
    void take() const { }
};

} // namespace detail

template<typename T = void>
class [[nodiscard]] Task
{
public:
    using promise_type = detail::TaskPromise<T>;

    Task() = default;
    explicit Task(std::coroutine_handle<promise_type> handle) : m_handle(handle) { }
    Task(Task &&other) noexcept : m_handle(std::exchange(other.m_handle, {})) { }
    Task &operator=(Task &&other) noexcept
    {
        if (this != &other) {
            reset();
            m_handle = std::exchange(other.m_handle, {});
        }
        return *this;
    }
    ~Task() { reset(); }

    bool done() const { return !m_handle || m_handle.done(); }
    void reset()
    {
        if (m_handle)
            std::exchange(m_handle, {}).destroy();
    }

    bool await_ready() const { return m_handle.done(); }
    void await_suspend(std::coroutine_handle<> waiter) { m_handle.promise().continuation = waiter; }
    T await_resume() { return m_handle.promise().take(); }

private:
    std::coroutine_handle<promise_type> m_handle = {};
};

namespace detail {

template<typename T>
Task<T> TaskPromise<T>::get_return_object()
{
    return Task<T>(std::coroutine_handle<TaskPromise>::from_promise(*this));
}

inline Task<void> TaskPromise<void>::get_return_object()
{
    return Task<void>(std::coroutine_handle<TaskPromise>::from_promise(*this));
}

} // namespace detail

} // namespace stagecraft::docker
