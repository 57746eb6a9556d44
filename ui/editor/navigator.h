// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Navigator: from a name in a pipeline's text to where it is defined and used, back again, and what there is to say about
// it under the mouse. It answers from the newest analysis; while that is older than the text, a jump waits for the next
// one. Files that are included open in a SourceViewer. GUI thread; editor, binding and session must outlive it.
#pragma once

#include "core/assist/knowledge.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

class QHelpEvent;
class QKeyEvent;
class QMenu;
class QMouseEvent;

namespace stagecraft::ui {

class CodeEdit;
class CommandPalette;
class DocumentBinding;
class Session;

class Navigator : public QObject
{
    Q_OBJECT
public:
    Navigator(CodeEdit *edit, DocumentBinding *binding, Session *session);

    void goToDefinition();
    void showUses();
    void goBack();
    void goForward();

Q_SIGNALS:
    void revealRequested(stagecraft::text::TextRange range);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool handleKey(QKeyEvent *event);
    bool handleMouse(QMouseEvent *event);
    bool showToolTip(const QHelpEvent *event);
    void extendMenu(QMenu *menu);
    void updateLink(QPoint position);
    void clearLink();

    std::optional<assist::Knowledge> knowledge() const;
    /// Now, or when the text is analysed.
    void whenAnalysed(std::function<void(const assist::Knowledge &known)> act);
    void goToDefinitionOf(qsizetype offset);
    void listUses(const assist::Knowledge &known, qsizetype offset);
    void listPlaces(const std::vector<assist::Location> &places, const QString &title);
    void jump(const assist::Location &location);
    void step(int direction);
    qsizetype caretOffset() const;
    /// The offset of the character under the mouse.
    std::optional<qsizetype> offsetUnder(QPoint position) const;

    CodeEdit *m_edit;
    DocumentBinding *m_binding;
    Session *m_session;
    CommandPalette *m_uses = nullptr;
    std::function<void(const assist::Knowledge &known)> m_waiting;
    std::vector<qsizetype> m_places; ///< where jumps started, and where the last one is looked back from
    std::size_t m_place = 0;         ///< index of the place that is shown; places behind it can be gone forward to
    bool m_hasLink = false;
};

} // namespace stagecraft::ui
