// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// UndoHistory: what was done to the two documents of a session, as patches with their inverses. Plain data: it neither
// holds nor changes a text; the session applies what it is handed. GUI thread (no own state that is shared).
#pragma once

#include "core/text/text_edit.h"
#include "ui/session/document.h"

#include <QElapsedTimer>
#include <QString>

#include <optional>
#include <vector>

namespace stagecraft::ui {

/// One patch that was applied, and the way back.
struct Change {
    Document document = Document::Pipeline;
    text::TextPatch forward;
    text::TextPatch backward;
};

/// What one undo takes back; the changes in the order in which they were made.
struct UndoStep {
    QString title;
    QString mergeKey; ///< empty: never merged
    std::vector<Change> changes;
};

class UndoHistory
{
public:
    /// Forgets everything that could have been redone. A step that goes on where the last one with the same merge key
    /// stopped becomes part of it, unless the user paused or seal() was called in between.
    /// `before` is the text that the step's only change was applied to; it is looked at for merging only.
    void push(UndoStep step, const QByteArray &before);
    /// The next step stands for itself, whatever its merge key.
    void seal();
    void clear();

    bool canUndo() const { return m_done > 0; }
    bool canRedo() const { return m_done < m_steps.size(); }
    QString undoTitle() const { return canUndo() ? m_steps[m_done - 1].title : QString(); }
    QString redoTitle() const { return canRedo() ? m_steps[m_done].title : QString(); }

    /// Pre: canUndo(). To be taken back from its last change to its first.
    const UndoStep &takeUndo();
    /// Pre: canRedo(). To be applied from its first change to its last.
    const UndoStep &takeRedo();

private:
    bool merge(const UndoStep &step, const QByteArray &before);

    std::vector<UndoStep> m_steps;
    std::size_t m_done = 0; ///< steps before this one are in the text
    bool m_sealed = true;
    QElapsedTimer m_lastPush;
};

/// One patch that does what `first` and then `second` do. Both must hold one edit and the second must touch what the first
/// wrote; nullopt otherwise. `between` is the text that `second` is applied to.
std::optional<Change> merged(const Change &first, const Change &second, const QByteArray &between);

} // namespace stagecraft::ui
