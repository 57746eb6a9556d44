// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/session/undo_history.h"

#include <algorithm>
#include <utility>

namespace stagecraft::ui {

namespace {

/// After this pause what is typed is a new thought, and a new undo step.
constexpr qint64 typingPauseMs = 2000;

} // namespace

std::optional<Change> merged(const Change &first, const Change &second, const QByteArray &between)
{
    if (first.document != second.document || first.forward.edits.size() != 1 || second.forward.edits.size() != 1)
        return std::nullopt;
    const text::TextEdit &a = first.forward.edits.front();
    const text::TextEdit &b = second.forward.edits.front();
    const qsizetype writtenBegin = a.range.begin;
    const qsizetype writtenEnd = writtenBegin + a.replacement.size();
    if (b.range.end < writtenBegin || b.range.begin > writtenEnd)
        return std::nullopt;

    // The second edit may reach out of what the first one wrote (backspace at its start, delete at its end): that much
    // more of the old text is replaced by the merged edit.
    const qsizetype begin = std::min<qsizetype>(writtenBegin, b.range.begin);
    const qsizetype end = std::max<qsizetype>(writtenEnd, b.range.end);
    const QByteArray ahead = between.sliced(begin, writtenBegin - begin);
    const QByteArray behind = between.sliced(writtenEnd, end - writtenEnd);

    QByteArray written = ahead + a.replacement + behind;
    written.replace(b.range.begin - begin, b.range.length(), b.replacement);
    const QByteArray removed = ahead + first.backward.edits.front().replacement + behind;

    Change result;
    result.document = first.document;
    result.forward.edits = {{.range = {begin, begin + removed.size()}, .replacement = written}};
    result.backward.edits = {{.range = {begin, begin + written.size()}, .replacement = removed}};
    return result;
}

void UndoHistory::push(UndoStep step, const QByteArray &before)
{
    m_steps.resize(m_done);
    const bool typing = !m_sealed && m_lastPush.isValid() && m_lastPush.elapsed() < typingPauseMs;
    if (!typing || !merge(step, before)) {
        m_steps.push_back(std::move(step));
        m_done = m_steps.size();
    }
    m_sealed = false;
    m_lastPush.start();
}

bool UndoHistory::merge(const UndoStep &step, const QByteArray &before)
{
    if (m_steps.empty() || step.mergeKey.isEmpty() || step.changes.size() != 1)
        return false;
    UndoStep &last = m_steps.back();
    if (last.mergeKey != step.mergeKey || last.changes.size() != 1)
        return false;
    std::optional<Change> both = merged(last.changes.front(), step.changes.front(), before);
    if (!both)
        return false;
    last.changes.front() = *std::move(both);
    return true;
}

void UndoHistory::seal()
{
    m_sealed = true;
}

void UndoHistory::clear()
{
    m_steps.clear();
    m_done = 0;
    m_sealed = true;
}

const UndoStep &UndoHistory::takeUndo()
{
    Q_ASSERT(canUndo());
    seal();
    return m_steps[--m_done];
}

const UndoStep &UndoHistory::takeRedo()
{
    Q_ASSERT(canRedo());
    seal();
    return m_steps[m_done++];
}

} // namespace stagecraft::ui
