// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/code_edit.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace stagecraft::ui {

namespace {

constexpr int MarkWidth = 14; ///< room for the problem mark in the gutter
constexpr int BracketReach = 20000;

class Gutter : public QWidget
{
public:
    explicit Gutter(CodeEdit *edit) : QWidget(edit), m_edit(edit) {}
    QSize sizeHint() const override { return {m_edit->gutterWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent *event) override { m_edit->paintGutter(event); }
    void wheelEvent(QWheelEvent *event) override { QCoreApplication::sendEvent(m_edit->viewport(), event); }

private:
    CodeEdit *m_edit;
};

int indentOf(QStringView text)
{
    int column = 0;
    while (column < text.size() && text[column] == QLatin1Char(' '))
        ++column;
    return column;
}

bool isBlank(QStringView text)
{
    return text.trimmed().isEmpty();
}

/// Position of the partner of the bracket at `position`; -1 when there is none within reach.
int partnerOf(const QTextDocument *document, int position)
{
    static const QString opening = QStringLiteral("([{"), closing = QStringLiteral(")]}");
    const QChar bracket = document->characterAt(position);
    const bool forward = opening.contains(bracket);
    const QString &own = forward ? opening : closing, &other = forward ? closing : opening;
    const qsizetype kind = own.indexOf(bracket);
    if (kind < 0)
        return -1;
    int depth = 0;
    const int end = document->characterCount();
    for (int at = position, steps = 0; at >= 0 && at < end && steps < BracketReach; at += forward ? 1 : -1, ++steps) {
        const QChar c = document->characterAt(at);
        if (c == own[kind])
            ++depth;
        else if (c == other[kind] && --depth == 0)
            return at;
    }
    return -1;
}

} // namespace

CodeEdit::CodeEdit(QWidget *parent) : QPlainTextEdit(parent), m_gutter(new Gutter(this))
{
    setObjectName(QStringLiteral("codeEdit"));
    setFrameShape(QFrame::NoFrame);
    setStyleSheet(QStringLiteral("QPlainTextEdit#codeEdit { border: none; border-radius: 0; padding: 0; }"));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setUndoRedoEnabled(false); // the Session has the one history
    setMouseTracking(true);
    document()->setDocumentMargin(space::xs);
    applyFont();

    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEdit::layoutGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, &CodeEdit::updateGutter);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEdit::updateSelections);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        applyFont();
        updateSelections();
    });
    layoutGutter();
    updateSelections();
}

void CodeEdit::applyFont()
{
    QFont mono = ui::font(FontRole::Mono);
    mono.setPointSizeF(std::clamp(mono.pointSizeF() + m_zoom, 5.0, 40.0));
    setFont(mono);
    setTabStopDistance(QFontMetricsF(mono).horizontalAdvance(QLatin1Char(' ')) * 4);
    layoutGutter();
}

void CodeEdit::setZoom(int steps)
{
    m_zoom = std::clamp(steps, -5, 20);
    applyFont();
}

void CodeEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_gutter)
        layoutGutter();
}

// ---- Gutter -------------------------------------------------------------------------------------------------------

int CodeEdit::gutterWidth() const
{
    int digits = 2;
    for (int count = blockCount(); count >= 100; count /= 10)
        ++digits;
    return MarkWidth + fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + space::m;
}

void CodeEdit::layoutGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), gutterWidth(), inside.height());
}

void CodeEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layoutGutter();
}

void CodeEdit::updateGutter(const QRect &rect, int dy)
{
    if (dy != 0)
        m_gutter->scroll(0, dy);
    else
        m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
}

void CodeEdit::paintGutter(QPaintEvent *event)
{
    const Colors &c = colors();
    QPainter painter(m_gutter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), c.surface);
    painter.setFont(font());
    const int current = textCursor().blockNumber();

    QHash<int, text::Severity> marks;
    for (const Squiggle &squiggle : m_squiggles) {
        const int line = document()->findBlock(squiggle.place.selectionStart()).blockNumber();
        const auto known = marks.constFind(line);
        if (known == marks.cend() || squiggle.severity < *known)
            marks.insert(line, squiggle.severity);
    }

    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = blockBoundingRect(block).height();
        const bool isCurrent = block.blockNumber() == current;
        if (isCurrent)
            painter.fillRect(QRectF(0, top, m_gutter->width(), height), c.hover);
        painter.setPen(isCurrent ? c.text : c.textFaint);
        painter.drawText(QRectF(0, top, m_gutter->width() - space::s, height), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
        if (const auto mark = marks.constFind(block.blockNumber()); mark != marks.cend()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(severityColor(*mark));
            painter.drawEllipse(QPointF(MarkWidth / 2.0 + 1, top + height / 2), 3.5, 3.5);
        }
        top += height;
        block = block.next();
    }
}

int CodeEdit::topLine() const
{
    return firstVisibleBlock().blockNumber();
}

void CodeEdit::setTopLine(int line)
{
    verticalScrollBar()->setValue(line); // without wrapping the scroll bar counts lines
}

// ---- Marks --------------------------------------------------------------------------------------------------------

void CodeEdit::setSquiggles(std::vector<Squiggle> squiggles)
{
    m_squiggles = std::move(squiggles);
    updateSelections();
    m_gutter->update();
}

void CodeEdit::setFindMatches(QList<QTextCursor> matches)
{
    m_findMatches = std::move(matches);
    updateSelections();
}

void CodeEdit::setLink(const QTextCursor &link)
{
    m_link = link;
    updateSelections();
}

void CodeEdit::updateSelections()
{
    const Colors &c = colors();
    QList<QTextEdit::ExtraSelection> selections;
    QTextEdit::ExtraSelection line;
    line.format.setBackground(c.hover);
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    selections.append(line);

    QColor found = c.warning;
    found.setAlpha(c.dark ? 90 : 70);
    for (const QTextCursor &match : std::as_const(m_findMatches)) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = match;
        selection.format.setBackground(found);
        selections.append(selection);
    }
    // Worst last: it is painted on top.
    for (const text::Severity severity : {text::Severity::Advice, text::Severity::Warning, text::Severity::Error}) {
        for (const Squiggle &squiggle : m_squiggles) {
            if (squiggle.severity != severity)
                continue;
            QTextEdit::ExtraSelection selection;
            selection.cursor = squiggle.place;
            selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            selection.format.setUnderlineColor(severityColor(severity));
            selections.append(selection);
        }
    }
    if (!m_link.isNull()) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = m_link;
        selection.format.setFontUnderline(true);
        selection.format.setForeground(c.accent);
        selections.append(selection);
    }
    appendBracketSelections(selections);
    setExtraSelections(selections);
    m_gutter->update();
}

void CodeEdit::appendBracketSelections(QList<QTextEdit::ExtraSelection> &selections) const
{
    const int caret = textCursor().position();
    for (const int position : {caret, caret - 1}) {
        if (position < 0)
            continue;
        const int partner = partnerOf(document(), position);
        if (partner < 0)
            continue;
        for (const int at : {position, partner}) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = QTextCursor(document());
            selection.cursor.setPosition(at);
            selection.cursor.setPosition(at + 1, QTextCursor::KeepAnchor);
            selection.format.setBackground(colors().accentSoft);
            selection.format.setForeground(colors().accent);
            selections.append(selection);
        }
        return;
    }
}

const Squiggle *CodeEdit::squiggleAt(int position) const
{
    const Squiggle *best = nullptr;
    for (const Squiggle &squiggle : m_squiggles) {
        if (squiggle.place.selectionStart() <= position && position <= squiggle.place.selectionEnd()
            && (!best || squiggle.severity < best->severity))
            best = &squiggle;
    }
    return best;
}

bool CodeEdit::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QTextCursor under = cursorForPosition(help->pos());
        const bool overText = help->pos().x() <= cursorRect(under).right() + fontMetrics().averageCharWidth();
        if (const Squiggle *squiggle = overText ? squiggleAt(under.position()) : nullptr) {
            QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(squiggle->message.toHtmlEscaped()),
                               viewport());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QPlainTextEdit::viewportEvent(event);
}

void CodeEdit::paintEvent(QPaintEvent *event)
{
    {
        // Indent guides lie behind the text. Blank lines carry those of the line above.
        QPainter painter(viewport());
        painter.setPen(QPen(colors().border, 1));
        const qreal step = QFontMetricsF(font()).horizontalAdvance(QLatin1Char(' ')) * IndentWidth;
        const qreal left = contentOffset().x() + document()->documentMargin();
        QTextBlock block = firstVisibleBlock();
        qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
        int indent = 0;
        while (block.isValid() && top <= event->rect().bottom()) {
            const qreal height = blockBoundingRect(block).height();
            const QString text = block.text();
            if (!isBlank(text))
                indent = indentOf(text);
            for (int level = 1; level * IndentWidth < indent; ++level) {
                const qreal x = std::floor(left + level * step) + 0.5;
                painter.drawLine(QPointF(x, top), QPointF(x, top + height));
            }
            top += height;
            block = block.next();
        }
    }
    QPlainTextEdit::paintEvent(event);
}

// ---- Editing ------------------------------------------------------------------------------------------------------

bool CodeEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // These mean the text while it has the focus, whatever the window's shortcuts say.
        auto *key = static_cast<QKeyEvent *>(event);
        const bool ownLetter = key->modifiers() == Qt::ControlModifier
            && (key->key() == Qt::Key_F || key->key() == Qt::Key_H || key->key() == Qt::Key_G
                || key->key() == Qt::Key_Slash);
        if (ownLetter || key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void CodeEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Undo)) {
        Q_EMIT undoRequested();
        return;
    }
    if (event->matches(QKeySequence::Redo)) {
        Q_EMIT redoRequested();
        return;
    }
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (event->modifiers() == Qt::ControlModifier) {
        switch (event->key()) {
        case Qt::Key_F: Q_EMIT findRequested(); return;
        case Qt::Key_H: Q_EMIT replaceRequested(); return;
        case Qt::Key_G: Q_EMIT goToLineRequested(); return;
        default: break;
        }
    }
    if (isReadOnly()) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Tab: {
        const QTextCursor cursor = textCursor();
        const bool severalLines =
            document()->findBlock(cursor.selectionStart()) != document()->findBlock(cursor.selectionEnd());
        if (severalLines)
            Q_EMIT indentRequested(IndentWidth);
        else
            textCursor().insertText(QString(IndentWidth - cursor.positionInBlock() % IndentWidth, QLatin1Char(' ')));
        return;
    }
    case Qt::Key_Backtab:
        Q_EMIT indentRequested(-IndentWidth);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        newLine();
        return;
    case Qt::Key_Backspace:
        if (!control && backspaceToIndentStop())
            return;
        break;
    case Qt::Key_Home:
        if (!control) {
            toggleLineBegin(event->modifiers().testFlag(Qt::ShiftModifier) ? QTextCursor::KeepAnchor
                                                                           : QTextCursor::MoveAnchor);
            return;
        }
        break;
    case Qt::Key_Slash:
        if (control) {
            Q_EMIT commentToggleRequested();
            return;
        }
        break;
    default:
        break;
    }
    QPlainTextEdit::keyPressEvent(event);
}

/// The new line begins where this one does, one step deeper after a key without a value or the head of a block.
void CodeEdit::newLine()
{
    QTextCursor cursor = textCursor();
    const QTextBlock block = document()->findBlock(cursor.selectionStart());
    const QString before = block.text().left(cursor.selectionStart() - block.position());
    int indent = indentOf(before);
    const QString content = before.trimmed();
    const bool opens = content.endsWith(QLatin1Char(':')) || content.endsWith(QLatin1StringView(": |"))
        || content.endsWith(QLatin1StringView(": >")) || content == QLatin1StringView("- |")
        || content == QLatin1StringView("- >") || content.endsWith(QLatin1Char('{'))
        || content.endsWith(QLatin1Char('['));
    if (opens && !content.startsWith(QLatin1Char('#'))) {
        indent += IndentWidth;
        if (content.startsWith(QLatin1StringView("- ")) && content.endsWith(QLatin1Char(':')))
            indent += IndentWidth; // the keys of a list's item stand behind its dash
    }
    cursor.insertText(QChar::LineFeed + QString(indent, QLatin1Char(' ')));
    setTextCursor(cursor);
    ensureCursorVisible();
}

bool CodeEdit::backspaceToIndentStop()
{
    QTextCursor cursor = textCursor();
    const int column = cursor.positionInBlock();
    if (cursor.hasSelection() || column == 0 || indentOf(cursor.block().text()) < column)
        return false;
    const int remove = column % IndentWidth == 0 ? IndentWidth : column % IndentWidth;
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, remove);
    cursor.removeSelectedText();
    return true;
}

void CodeEdit::toggleLineBegin(QTextCursor::MoveMode mode)
{
    QTextCursor cursor = textCursor();
    const int first = indentOf(cursor.block().text());
    cursor.setPosition(cursor.block().position() + (cursor.positionInBlock() == first ? 0 : first), mode);
    setTextCursor(cursor);
}

void CodeEdit::insertFromMimeData(const QMimeData *source)
{
    Q_EMIT insertionAboutToHappen();
    QPlainTextEdit::insertFromMimeData(source);
    Q_EMIT insertionAboutToHappen();
}

void CodeEdit::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        if (event->angleDelta().y() != 0)
            Q_EMIT zoomRequested(event->angleDelta().y() > 0 ? 1 : -1);
        event->accept();
        return;
    }
    QPlainTextEdit::wheelEvent(event);
}

void CodeEdit::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool selected = textCursor().hasSelection();
    menu->addAction(icon(QStringLiteral("undo"), IconTone::Muted), tr("Undo"), this, &CodeEdit::undoRequested);
    menu->addAction(icon(QStringLiteral("redo"), IconTone::Muted), tr("Redo"), this, &CodeEdit::redoRequested);
    menu->addSeparator();
    menu->addAction(tr("Cut"), this, &QPlainTextEdit::cut)->setEnabled(selected && !isReadOnly());
    menu->addAction(icon(QStringLiteral("copy"), IconTone::Muted), tr("Copy"), this, &QPlainTextEdit::copy)
        ->setEnabled(selected);
    menu->addAction(tr("Paste"), this, &QPlainTextEdit::paste)->setEnabled(canPaste());
    menu->addAction(tr("Select all"), this, &QPlainTextEdit::selectAll);
    menu->addSeparator();
    menu->addAction(tr("Toggle comment"), this, &CodeEdit::commentToggleRequested)->setEnabled(!isReadOnly());
    Q_EMIT menuAboutToShow(menu);
    menu->popup(event->globalPos());
}

} // namespace stagecraft::ui
