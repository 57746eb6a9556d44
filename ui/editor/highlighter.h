// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Highlighter colours a QTextDocument with KSyntaxHighlighting in slices of a few milliseconds, from the first changed
// line until the state of a line is what it was, so that neither opening nor typing makes the GUI thread wait.
#pragma once

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/State>

#include <QObject>
#include <QTextLayout>
#include <QTimer>

class QTextDocument;

namespace stagecraft::ui {

class Highlighter : public QObject, public KSyntaxHighlighting::AbstractHighlighter
{
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)
public:
    /// `definition` is a name such as "TOML".
    Highlighter(QTextDocument *document, const QString &definition, QObject *parent = nullptr);

    /// All colours anew, e.g. after the theme changed.
    void rehighlight();
    bool isDone() const { return m_nextBlock < 0; }

private:
    void onContentsChange(int position, int removed, int added);
    void work();
    /// True when the state behind the block is another than before.
    bool highlightBlock(const QTextBlock &block, const KSyntaxHighlighting::State &before);
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

    QTextDocument *m_document;
    QTimer m_timer;
    int m_nextBlock = -1;  ///< where to go on; -1: nothing to do
    int m_mustReach = -1;  ///< blocks up to this one changed themselves
    bool m_applying = false;
    QList<QTextLayout::FormatRange> m_formats;
};

} // namespace stagecraft::ui
