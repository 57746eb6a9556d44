// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// inBackground(): disk work on the global thread pool, its answer back in the caller's thread.
#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace stagecraft::engine {

/// `done` gets what `work` returned, in the thread of `context`; never, when `context` has gone meanwhile.
template<typename Work, typename Done>
void inBackground(QObject *context, Work work, Done done)
{
    using Answer = decltype(work());
    const auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    promise->future().then(context, std::move(done));
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace stagecraft::engine
