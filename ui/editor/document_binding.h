// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DocumentBinding keeps a QTextDocument and one document of a Session the same. The Session's bytes are the truth: each
// change of the QTextDocument becomes the smallest byte patch, and each patch from elsewhere the smallest cursor edit.
// Both cost in proportion to the changed lines. GUI thread; session and document must outlive it.
#pragma once

#include "core/text/text_buffer.h"
#include "ui/session/session.h"

#include <QObject>
#include <QStringList>

#include <limits>

class QTextDocument;

namespace stagecraft::ui {

class DocumentBinding : public QObject
{
    Q_OBJECT
public:
    /// Larger texts are not shown: laying them out would take the GUI thread for seconds.
    static constexpr qsizetype SizeLimit = 16 * 1024 * 1024;

    DocumentBinding(Session *session, Document document, QTextDocument *view, QObject *parent = nullptr);

    /// The text that the view shows now.
    const text::TextBuffer &buffer() const { return m_buffer; }
    bool isTooLarge() const { return m_tooLarge; }

    qsizetype offsetOf(int position) const; ///< byte offset of a position in the view
    int positionOf(qsizetype offset) const; ///< and back; offsets are clipped

    /// The next change starts an undo step of its own.
    void endUndoStep();

Q_SIGNALS:
    void reloaded();
    /// A patch from elsewhere begins to change the view / has changed it. `line` is the first changed line and
    /// `position` the end of the change in the view; `addedLines` may be negative.
    void aboutToMirror();
    void mirrored(int line, int addedLines, int position);

private:
    void reload();
    void onContentsChange(int position, int removed, int added);
    void onTextChanged(const text::TextPatch &patch);
    void mirrorLines(const text::TextBuffer &target, int firstOld, int lastOld, int firstNew, int lastNew);
    void keepLinesApart(text::TextEdit &edit) const;
    void send(text::TextPatch patch);
    void showJoinedBytes();
    QString mergeKeyFor(const text::TextPatch &patch);
    QByteArrayView shownBytes(const text::TextBuffer &buffer, int line) const;
    qsizetype lineBegin(const text::TextBuffer &buffer, int line) const;

    Session *m_session;
    Document m_document;
    QTextDocument *m_view;
    text::TextBuffer m_buffer;
    bool m_tooLarge = false;
    bool m_mirroring = false; ///< the view is being changed by us
    bool m_sending = false;   ///< the session is being changed by us

    /// Lines of the patch that was sent, until the view has finished its change.
    struct SentLines { int first = std::numeric_limits<int>::max(); int last = -1; };
    SentLines m_sentLines;

    int m_typingSerial = 0;
    bool m_typingErases = false;
    qsizetype m_typingEnd = -1; ///< where typing would go on; -1: nowhere
};

} // namespace stagecraft::ui
