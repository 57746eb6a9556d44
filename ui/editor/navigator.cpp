// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/navigator.h"

#include "core/assist/definition.h"
#include "core/assist/hover.h"
#include "core/assist/symbol.h"
#include "ui/commands/command_palette.h"
#include "ui/editor/analysis_knowledge.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/document_binding.h"
#include "ui/editor/help_text.h"
#include "ui/editor/source_viewer.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMenu>
#include <QTextBlock>
#include <QToolTip>

namespace stagecraft::ui {

namespace {

constexpr std::size_t MostPlaces = 100;

} // namespace

Navigator::Navigator(CodeEdit *edit, DocumentBinding *binding, Session *session)
    : QObject(edit), m_edit(edit), m_binding(binding), m_session(session)
{
    edit->installEventFilter(this);
    edit->viewport()->installEventFilter(this);
    connect(edit, &CodeEdit::menuAboutToShow, this, &Navigator::extendMenu);
    connect(session, &Session::analysisChanged, this, [this] {
        const auto known = knowledge();
        if (known && m_waiting)
            std::exchange(m_waiting, {})(*known);
    });
    connect(session, &Session::opened, this, [this] {
        m_places.clear();
        m_place = 0;
        m_waiting = {};
    });
}

std::optional<assist::Knowledge> Navigator::knowledge() const
{
    const auto analysis = m_session->analysis();
    if (analysis->revision != m_binding->buffer().revision() || analysis->tree.buffer().size() != m_binding->buffer().size())
        return {};
    return knowledgeOf(*analysis);
}

void Navigator::whenAnalysed(std::function<void(const assist::Knowledge &known)> act)
{
    if (const auto known = knowledge())
        act(*known);
    else
        m_waiting = std::move(act);
}

qsizetype Navigator::caretOffset() const
{
    return m_binding->offsetOf(m_edit->textCursor().position());
}

std::optional<qsizetype> Navigator::offsetUnder(QPoint position) const
{
    const QTextCursor under = m_edit->cursorForPosition(position);
    const QRect place = m_edit->cursorRect(under);
    const bool isOverText = position.x() <= place.right() + m_edit->fontMetrics().averageCharWidth() && position.y() <= place.bottom();
    return isOverText ? std::optional(m_binding->offsetOf(under.position())) : std::nullopt;
}

// ---- Jumps --------------------------------------------------------------------------------------------------------

void Navigator::goToDefinition()
{
    goToDefinitionOf(caretOffset());
}

void Navigator::goToDefinitionOf(qsizetype offset)
{
    whenAnalysed([this, offset](const assist::Knowledge &known) {
        const std::vector<assist::Location> places = assist::definition(known, offset);
        if (places.empty()) {
            QToolTip::showText(m_edit->viewport()->mapToGlobal(m_edit->cursorRect().bottomLeft()), tr("Nothing here is defined elsewhere"), m_edit);
            return;
        }
        // On the definition itself the question is who uses it.
        if (places.front().file.isEmpty() && places.front().range.contains(offset))
            listUses(known, offset);
        else if (places.size() > 1 && assist::symbolAt(known, offset)->kind == assist::SymbolKind::File)
            listPlaces(places, tr("Included files"));
        else
            jump(places.front());
    });
}

void Navigator::showUses()
{
    whenAnalysed([this, offset = caretOffset()](const assist::Knowledge &known) { listUses(known, offset); });
}

void Navigator::listUses(const assist::Knowledge &known, qsizetype offset)
{
    const std::vector<assist::Location> places = assist::uses(known, offset);
    if (places.empty()) {
        QToolTip::showText(m_edit->viewport()->mapToGlobal(m_edit->cursorRect().bottomLeft()), tr("Nothing here has uses"), m_edit);
        return;
    }
    listPlaces(places, tr("Uses of %1").arg(QString::fromStdString(assist::symbolAt(known, offset)->name)));
}

/// Lines of this text, or other files.
void Navigator::listPlaces(const std::vector<assist::Location> &places, const QString &title)
{
    std::vector<CommandPalette::Entry> entries;
    for (const assist::Location &place : places) {
        const int line = m_binding->buffer().positionAt(place.range.begin).line;
        const bool isHere = place.file.isEmpty();
        entries.push_back({.title = isHere ? m_edit->document()->findBlockByNumber(line).text().trimmed() : place.file,
                           .detail = isHere ? tr("Line %1").arg(line + 1) : QString(),
                           .icon = icon(QStringLiteral("link"), IconTone::Muted),
                           .run = [this, place] { jump(place); }});
    }
    if (!m_uses) {
        m_uses = new CommandPalette(m_edit->window());
        m_uses->setObjectName(QStringLiteral("usesPalette"));
    }
    m_uses->open(std::move(entries), title);
}

void Navigator::jump(const assist::Location &location)
{
    if (!location.file.isEmpty() && location.file != m_session->analysis()->effective.file) {
        openSourceViewer(m_session, location.file, location.range, m_edit->window());
        return;
    }
    m_places.resize(std::min(m_places.size(), m_place));
    m_places.push_back(caretOffset());
    if (m_places.size() > MostPlaces)
        m_places.erase(m_places.begin());
    m_place = m_places.size();
    Q_EMIT revealRequested(location.range);
}

void Navigator::goBack()
{
    step(-1);
}

void Navigator::goForward()
{
    step(1);
}

void Navigator::step(int direction)
{
    if (direction < 0 && m_place == 0)
        return;
    if (direction > 0 && m_place + 1 >= m_places.size())
        return;
    const qsizetype here = caretOffset();
    if (m_place == m_places.size())
        m_places.push_back(here);
    else
        m_places[m_place] = here;
    m_place = direction < 0 ? m_place - 1 : m_place + 1;
    const qsizetype size = m_binding->buffer().size();
    const qsizetype offset = std::min(m_places[m_place], size);
    Q_EMIT revealRequested({offset, offset});
}

// ---- Keys and mouse -----------------------------------------------------------------------------------------------

bool Navigator::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit) {
        if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)
            return handleKey(static_cast<QKeyEvent *>(event));
        if (event->type() == QEvent::KeyRelease && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Control)
            clearLink();
        return false;
    }
    switch (event->type()) {
    case QEvent::ToolTip: return showToolTip(static_cast<QHelpEvent *>(event));
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress: return handleMouse(static_cast<QMouseEvent *>(event));
    case QEvent::Leave: clearLink(); return false;
    default: return false;
    }
}

/// Both for the key itself and for the question whether it is ours and not a shortcut of the window.
bool Navigator::handleKey(QKeyEvent *event)
{
    void (Navigator::*act)() = nullptr;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_F12 && modifiers == Qt::NoModifier)
        act = &Navigator::goToDefinition;
    else if (event->key() == Qt::Key_F12 && modifiers == Qt::ShiftModifier)
        act = &Navigator::showUses;
    else if (event->key() == Qt::Key_Left && modifiers == Qt::AltModifier)
        act = &Navigator::goBack;
    else if (event->key() == Qt::Key_Right && modifiers == Qt::AltModifier)
        act = &Navigator::goForward;
    if (event->key() == Qt::Key_Control && event->type() == QEvent::KeyPress)
        updateLink(m_edit->viewport()->mapFromGlobal(QCursor::pos()));
    if (!act)
        return false;
    event->accept();
    if (event->type() == QEvent::KeyPress)
        (this->*act)();
    return true;
}

bool Navigator::handleMouse(QMouseEvent *event)
{
    if (event->modifiers() != Qt::ControlModifier) {
        clearLink();
        return false;
    }
    if (event->type() == QEvent::MouseMove) {
        if (event->buttons() == Qt::NoButton)
            updateLink(event->position().toPoint());
        return false;
    }
    const auto offset = event->button() == Qt::LeftButton ? offsetUnder(event->position().toPoint()) : std::nullopt;
    if (!offset)
        return false;
    clearLink();
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(m_binding->positionOf(*offset));
    m_edit->setTextCursor(cursor);
    goToDefinitionOf(*offset);
    return true;
}

void Navigator::updateLink(QPoint position)
{
    const auto offset = offsetUnder(position);
    const auto known = knowledge();
    if (!offset || !known || assist::definition(*known, *offset).empty()) {
        clearLink();
        return;
    }
    const text::TextRange range = assist::symbolAt(*known, *offset)->range;
    QTextCursor link(m_edit->document());
    link.setPosition(m_binding->positionOf(range.begin));
    link.setPosition(m_binding->positionOf(range.end), QTextCursor::KeepAnchor);
    m_edit->setLink(link);
    m_edit->viewport()->setCursor(Qt::PointingHandCursor);
    m_hasLink = true;
}

void Navigator::clearLink()
{
    if (!m_hasLink)
        return;
    m_edit->setLink({});
    m_edit->viewport()->setCursor(Qt::IBeamCursor);
    m_hasLink = false;
}

/// What is wrong here, and what it is.
bool Navigator::showToolTip(const QHelpEvent *event)
{
    const auto offset = offsetUnder(event->pos());
    const auto known = knowledge();
    const auto hover = offset && known ? assist::hover(*known, *offset) : std::nullopt;
    const Squiggle *squiggle = offset ? m_edit->squiggleAt(m_binding->positionOf(*offset)) : nullptr;
    QString html;
    if (squiggle)
        html = QStringLiteral("<p style=\"margin:0\">%1</p>").arg(squiggle->message.toHtmlEscaped());
    if (squiggle && hover)
        html += QLatin1StringView("<hr>");
    if (hover)
        html += helpHtml(hover->help);
    if (html.isEmpty()) {
        QToolTip::hideText();
    } else {
        // A table of this width keeps short lines short and breaks long ones.
        QToolTip::showText(event->globalPos(), QStringLiteral("<table width=\"340\"><tr><td>%1</td></tr></table>").arg(html), m_edit->viewport());
    }
    return true;
}

void Navigator::extendMenu(QMenu *menu)
{
    menu->addSeparator();
    const auto known = knowledge();
    const qsizetype offset = caretOffset();
    QAction *definition = menu->addAction(tr("Go to definition") + QLatin1StringView("\tF12"), this, &Navigator::goToDefinition);
    definition->setEnabled(known && !assist::definition(*known, offset).empty());
    QAction *uses = menu->addAction(tr("Show uses") + QLatin1StringView("\tShift+F12"), this, &Navigator::showUses);
    uses->setEnabled(known && !assist::uses(*known, offset).empty());
    menu->addAction(tr("Back") + QLatin1StringView("\tAlt+Left"), this, &Navigator::goBack)->setEnabled(m_place > 0);
    menu->addAction(tr("Forward") + QLatin1StringView("\tAlt+Right"), this, &Navigator::goForward)->setEnabled(m_place + 1 < m_places.size());
}

} // namespace stagecraft::ui
