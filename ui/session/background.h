// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Work of a few milliseconds or more, off the GUI thread. `work` runs on the global pool over values; `done` gets its
// answer in `context`'s thread, and not at all once `context` is gone.
#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace stagecraft::ui {

template<typename Work, typename Done>
void inBackground(QObject *context, Work work, Done done)
{
    using Answer = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    promise->future().then(context, [done = std::move(done)](Answer answer) { done(std::move(answer)); });
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
}

/// Gives up what may be large: to free it takes longer than a frame.
template<typename Value>
void freeInBackground(std::shared_ptr<Value> value)
{
    QThreadPool::globalInstance()->start([value = std::move(value)]() mutable { value.reset(); });
}

} // namespace stagecraft::ui
