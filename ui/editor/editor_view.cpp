// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/editor_view.h"

#include "core/model/predefined_table.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/completion_assistant.h"
#include "ui/editor/document_binding.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/line_commands.h"
#include "ui/editor/navigator.h"
#include "ui/editor/quick_fixes.h"
#include "ui/editor/text_finder.h"
#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QFocusEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTextBlock>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace stagecraft::ui {

namespace {
constexpr int MostSquiggles = 500;
constexpr int MostHighlightedMatches = 1000;
}

struct EditorView::Private {
    EditorView *view = nullptr;
    Session *session = nullptr;
    Document document = Document::Pipeline;
    CodeEdit *edit = nullptr;
    FindBar *findBar = nullptr;
    QLabel *tooLarge = nullptr;
    DocumentBinding *binding = nullptr;
    Highlighter *highlighter = nullptr;
    CompletionAssistant *completion = nullptr; ///< of the pipeline's text, as is the next
    Navigator *navigator = nullptr;
    QuickFixes *fixes = nullptr;
    QTimer searchTimer;
    FindResult found;
    int topLineBefore = 0;
    bool syncing = false;     ///< the selection is being carried between Session and caret
    bool caretPending = false;///< the caret moved while the analysis was old

    bool isAboutThisFile(const QString &file) const;
    void addLanguageHelp();
    void showSquiggles();
    void selectJobAtCaret();
    void showSelectedJob();
    void onMirrored(int line, int addedLines, int position);
    void search();
    void showMatches();
    int currentMatch() const;
    void selectMatch(int index);
    void step(int direction);
    void replaceCurrent();
    void replaceAll();
    void applyLines(const text::TextPatch &patch, const QString &title);
    std::pair<int, int> selectedLines() const;
    void centre(const QTextCursor &cursor);
};

EditorView::EditorView(Session *session, Document document, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>())
{
    d->view = this;
    d->session = session;
    d->document = document;
    d->edit = new CodeEdit(this);
    d->edit->setAccessibleName(document == Document::Pipeline ? tr("Pipeline text") : tr("Runner configuration text"));
    d->findBar = new FindBar(this);
    d->tooLarge = new QLabel(tr("This file is too large to edit here. The canvas and the inspector still work on it."), this);
    d->tooLarge->setAlignment(Qt::AlignCenter);
    d->tooLarge->setWordWrap(true);
    setRole(d->tooLarge, "muted");
    setFocusProxy(d->edit);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(d->findBar);
    layout->addWidget(d->edit, 1);
    layout->addWidget(d->tooLarge, 1);

    d->binding = new DocumentBinding(session, document, d->edit->document(), this);
    d->highlighter = new Highlighter(
        d->edit->document(), document == Document::Pipeline ? QStringLiteral("GitLab CI") : QStringLiteral("TOML"), this);
    connect(&Theme::instance(), &Theme::changed, d->highlighter, &Highlighter::rehighlight);

    const auto showSize = [this] {
        d->tooLarge->setVisible(d->binding->isTooLarge());
        d->edit->setVisible(!d->binding->isTooLarge());
    };
    showSize();
    connect(d->binding, &DocumentBinding::reloaded, this, [this, showSize] {
        showSize();
        d->edit->setSquiggles({});
        d->showSquiggles();
    });
    connect(d->binding, &DocumentBinding::aboutToMirror, this, [this] { d->topLineBefore = d->edit->topLine(); });
    connect(d->binding, &DocumentBinding::mirrored, this,
            [this](int line, int addedLines, int position) { d->onMirrored(line, addedLines, position); });

    connect(session, &Session::opened, this, [this] { d->edit->moveCursor(QTextCursor::Start); });
    connect(session, &Session::analysisChanged, this, [this] {
        d->showSquiggles();
        if (d->caretPending)
            d->selectJobAtCaret();
    });
    connect(session, &Session::selectionChanged, this, [this] { d->showSelectedJob(); });

    connect(d->edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        Q_EMIT caretMoved(caretLine(), caretColumn());
        d->selectJobAtCaret();
    });
    connect(d->edit, &CodeEdit::undoRequested, session, &Session::undo);
    connect(d->edit, &CodeEdit::redoRequested, session, &Session::redo);
    connect(d->edit, &CodeEdit::insertionAboutToHappen, d->binding, &DocumentBinding::endUndoStep);
    connect(d->edit, &CodeEdit::commentToggleRequested, this, &EditorView::toggleComment);
    connect(d->edit, &CodeEdit::indentRequested, this, [this](int width) {
        const auto [first, last] = d->selectedLines();
        d->applyLines(indented(d->binding->buffer(), first, last, width), width > 0 ? tr("Indent") : tr("Unindent"));
    });
    connect(d->edit, &CodeEdit::zoomRequested, this, [this](int steps) { d->edit->setZoom(d->edit->zoom() + steps); });
    connect(d->edit, &CodeEdit::findRequested, this, &EditorView::showFind);
    connect(d->edit, &CodeEdit::replaceRequested, this, &EditorView::showReplace);
    connect(d->edit, &CodeEdit::goToLineRequested, this, &EditorView::showGoToLine);

    d->searchTimer.setSingleShot(true);
    d->searchTimer.setInterval(150);
    connect(&d->searchTimer, &QTimer::timeout, this, [this] { d->search(); });
    connect(d->edit->document(), &QTextDocument::contentsChanged, this, [this] {
        if (!d->findBar->isHidden())
            d->searchTimer.start();
    });
    connect(d->findBar, &FindBar::optionsChanged, this, [this] {
        d->search();
        if (!d->found.matches.empty() && d->currentMatch() < 0)
            d->step(1);
    });
    connect(d->findBar, &FindBar::nextRequested, this, [this] { d->step(1); });
    connect(d->findBar, &FindBar::previousRequested, this, [this] { d->step(-1); });
    connect(d->findBar, &FindBar::replaceRequested, this, [this] { d->replaceCurrent(); });
    connect(d->findBar, &FindBar::replaceAllRequested, this, [this] { d->replaceAll(); });
    connect(d->findBar, &FindBar::lineRequested, this, [this](int line, int column) {
        const QTextBlock block = d->edit->document()->findBlockByNumber(std::min(line, d->edit->blockCount() - 1));
        QTextCursor cursor(block);
        cursor.setPosition(block.position() + std::min(column, block.length() - 1));
        d->edit->setTextCursor(cursor);
        d->centre(cursor);
    });
    connect(d->findBar, &FindBar::closed, this, [this] {
        d->edit->setFindMatches({});
        d->edit->setFocus();
    });
    d->fixes = new QuickFixes(d->edit, d->binding, session, document);
    if (document == Document::Pipeline)
        d->addLanguageHelp();
    d->showSquiggles();
}

EditorView::~EditorView() = default;

Document EditorView::document() const
{
    return d->document;
}

int EditorView::caretLine() const
{
    return d->edit->textCursor().blockNumber();
}

int EditorView::caretColumn() const
{
    return d->edit->textCursor().positionInBlock();
}

void EditorView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    d->edit->setFocus();
}

void EditorView::reveal(text::TextRange range)
{
    QTextCursor cursor(d->edit->document());
    const int begin = d->binding->positionOf(range.begin);
    const QTextBlock block = d->edit->document()->findBlock(begin);
    // Only the first line is selected: a whole job in selection colours hides what is in it.
    const int end = std::min(d->binding->positionOf(range.end), block.position() + block.length() - 1);
    cursor.setPosition(std::max(begin, end));
    cursor.setPosition(begin, QTextCursor::KeepAnchor);
    d->edit->setTextCursor(cursor);
    d->centre(cursor);
    d->edit->setFocus();
}

void EditorView::showFind()
{
    d->findBar->open(FindBar::Mode::Find, d->edit->textCursor().selectedText());
}

void EditorView::showReplace()
{
    d->findBar->open(FindBar::Mode::Replace, d->edit->textCursor().selectedText());
}

void EditorView::showGoToLine()
{
    d->findBar->open(FindBar::Mode::GoToLine);
}

void EditorView::toggleComment()
{
    const auto [first, last] = d->selectedLines();
    d->applyLines(commentToggled(d->binding->buffer(), first, last), tr("Toggle comment"));
}

void EditorView::complete()
{
    if (d->completion)
        d->completion->complete();
}

void EditorView::showFixes()
{
    d->fixes->showMenu();
}

void EditorView::goToDefinition()
{
    if (d->navigator)
        d->navigator->goToDefinition();
}

void EditorView::showUses()
{
    if (d->navigator)
        d->navigator->showUses();
}

void EditorView::goBack()
{
    if (d->navigator)
        d->navigator->goBack();
}

void EditorView::goForward()
{
    if (d->navigator)
        d->navigator->goForward();
}

void EditorView::zoomIn()
{
    d->edit->setZoom(d->edit->zoom() + 1);
}

void EditorView::zoomOut()
{
    d->edit->setZoom(d->edit->zoom() - 1);
}

void EditorView::resetZoom()
{
    d->edit->setZoom(0);
}

// ---- Diagnostics and selection ------------------------------------------------------------------------------------

void EditorView::Private::addLanguageHelp()
{
    completion = new CompletionAssistant(edit, binding, session);
    navigator = new Navigator(edit, binding, session);
    connect(navigator, &Navigator::revealRequested, view, &EditorView::reveal);
    // Read once off the GUI thread, so that the first tool tip does not wait for them.
    inBackground(
        view, [] { return model::keywords().size() + model::predefinedVariables().size(); }, [](std::size_t) {});
}

bool EditorView::Private::isAboutThisFile(const QString &file) const
{
    const QString own = document == Document::Pipeline ? session->pipelineFile() : session->configFile();
    return file == own || QDir::cleanPath(QDir(session->root()).absoluteFilePath(file)) == QDir::cleanPath(own);
}

void EditorView::Private::showSquiggles()
{
    const auto analysis = session->analysis();
    if (!analysis || binding->isTooLarge())
        return;
    const quint64 revision = document == Document::Pipeline ? analysis->revision : analysis->configRevision;
    if (revision != binding->buffer().revision())
        return; // those that are shown move along with the text until the next analysis arrives
    std::vector<Squiggle> squiggles;
    for (const text::Diagnostic &diagnostic : analysis->diagnostics) {
        if (!isAboutThisFile(diagnostic.file))
            continue;
        QTextCursor place(edit->document());
        int begin = binding->positionOf(diagnostic.range.begin);
        int end = binding->positionOf(diagnostic.range.end);
        const QTextBlock block = edit->document()->findBlock(begin);
        if (end <= begin) {
            // Nothing to underline: take the word, or the line's last character.
            end = std::min(begin + 1, block.position() + block.length() - 1);
            begin = end == begin ? std::max(block.position(), begin - 1) : begin;
        }
        place.setPosition(begin);
        place.setPosition(std::min(end, block.position() + block.length() - 1), QTextCursor::KeepAnchor);
        squiggles.push_back({place, diagnostic.severity, diagnostic.message});
        if (squiggles.size() == MostSquiggles)
            break;
    }
    edit->setSquiggles(std::move(squiggles));
}

void EditorView::Private::selectJobAtCaret()
{
    if (syncing || document != Document::Pipeline || !edit->hasFocus())
        return;
    const auto analysis = session->analysis();
    caretPending = !analysis || analysis->revision != binding->buffer().revision();
    if (caretPending)
        return;
    const qsizetype offset = binding->offsetOf(edit->textCursor().position());
    Selection selection;
    for (const model::SourceJob &job : analysis->source.jobs) {
        if (!job.hidden && job.full.begin <= offset && offset < job.full.end)
            selection.jobs.insert(QString::fromStdString(job.name));
    }
    if (selection == session->selection())
        return;
    syncing = true;
    session->setSelection(selection);
    syncing = false;
}

void EditorView::Private::showSelectedJob()
{
    const Selection &selection = session->selection();
    const auto analysis = session->analysis();
    if (syncing || document != Document::Pipeline || selection.jobs.size() != 1 || !analysis
        || analysis->revision != binding->buffer().revision())
        return;
    const model::SourceJob *job = analysis->source.job(selection.jobs.begin()->toStdString());
    if (!job || job->key == yaml::NodeId::None)
        return;
    if (job->full.contains(binding->offsetOf(edit->textCursor().position())))
        return;
    QTextCursor cursor(edit->document());
    cursor.setPosition(binding->positionOf(analysis->tree.node(job->key).value.begin));
    syncing = true;
    edit->setTextCursor(cursor);
    syncing = false;
    centre(cursor);
}

void EditorView::Private::centre(const QTextCursor &cursor)
{
    const int lines = std::max(1, edit->viewport()->height() / std::max(1, edit->fontMetrics().lineSpacing()));
    const int line = cursor.blockNumber();
    const int top = edit->topLine();
    if (line < top + 1 || line > top + lines - 3)
        edit->setTopLine(std::max(0, line - lines / 4));
    edit->ensureCursorVisible();
}

/// Who undoes in the text wants to see what changed; who works on the canvas wants the text to stay where it is.
void EditorView::Private::onMirrored(int line, int addedLines, int position)
{
    if (edit->hasFocus()) {
        QTextCursor cursor = edit->textCursor();
        cursor.setPosition(position);
        edit->setTextCursor(cursor);
        centre(cursor);
    } else if (line < topLineBefore) {
        edit->setTopLine(topLineBefore + addedLines);
    } else {
        edit->setTopLine(topLineBefore);
    }
}

std::pair<int, int> EditorView::Private::selectedLines() const
{
    const QTextCursor cursor = edit->textCursor();
    const QTextBlock first = edit->document()->findBlock(cursor.selectionStart());
    const QTextBlock last = edit->document()->findBlock(cursor.selectionEnd());
    // A selection that ends before the first character of a line does not mean that line.
    const bool endsBeforeLine = cursor.hasSelection() && last != first && cursor.selectionEnd() == last.position();
    return {first.blockNumber(), last.blockNumber() - (endsBeforeLine ? 1 : 0)};
}

void EditorView::Private::applyLines(const text::TextPatch &patch, const QString &title)
{
    if (patch.isEmpty() || binding->isTooLarge())
        return;
    // Keep the selection where it was: onMirrored() would put the caret behind the change.
    QTextCursor kept = edit->textCursor();
    session->apply(document, patch, title);
    edit->setTextCursor(kept);
}

// ---- Find and replace ---------------------------------------------------------------------------------------------

void EditorView::Private::search()
{
    found = findAll(*edit->document(), findBar->options());
    showMatches();
}

void EditorView::Private::showMatches()
{
    QList<QTextCursor> cursors;
    for (const TextMatch &match : found.matches) {
        if (cursors.size() == MostHighlightedMatches)
            break;
        QTextCursor cursor(edit->document());
        cursor.setPosition(match.position);
        cursor.setPosition(match.position + match.length, QTextCursor::KeepAnchor);
        cursors.append(cursor);
    }
    edit->setFindMatches(cursors);
    findBar->showCount(currentMatch() + 1, static_cast<int>(found.matches.size()), found.more, found.error);
}

int EditorView::Private::currentMatch() const
{
    const QTextCursor cursor = edit->textCursor();
    const auto match = std::ranges::lower_bound(found.matches, cursor.selectionStart(), {}, &TextMatch::position);
    const bool same = match != found.matches.end() && match->position == cursor.selectionStart()
        && match->position + match->length == cursor.selectionEnd();
    return same ? static_cast<int>(match - found.matches.begin()) : -1;
}

void EditorView::Private::selectMatch(int index)
{
    const TextMatch &match = found.matches[static_cast<std::size_t>(index)];
    QTextCursor cursor(edit->document());
    cursor.setPosition(match.position);
    cursor.setPosition(match.position + match.length, QTextCursor::KeepAnchor);
    edit->setTextCursor(cursor);
    centre(cursor);
    findBar->showCount(index + 1, static_cast<int>(found.matches.size()), found.more);
}

void EditorView::Private::step(int direction)
{
    const int count = static_cast<int>(found.matches.size());
    if (count == 0)
        return;
    const QTextCursor cursor = edit->textCursor();
    int index = currentMatch();
    if (index >= 0) {
        index = (index + direction + count) % count;
    } else {
        const auto next = std::ranges::lower_bound(found.matches, cursor.selectionStart(), {}, &TextMatch::position);
        index = static_cast<int>(next - found.matches.begin());
        index = direction > 0 ? index % count : (index - 1 + count) % count;
    }
    selectMatch(index);
}

void EditorView::Private::replaceCurrent()
{
    search();
    const int index = currentMatch();
    if (index < 0) {
        step(1);
        return;
    }
    const TextMatch match = found.matches[static_cast<std::size_t>(index)];
    QTextCursor cursor = edit->textCursor();
    const QString replacement = replacementFor(cursor.selectedText(), findBar->options(), findBar->replacement());
    binding->endUndoStep();
    cursor.insertText(replacement);
    binding->endUndoStep();
    cursor.setPosition(match.position + static_cast<int>(replacement.size()));
    edit->setTextCursor(cursor);
    search();
    step(1);
}

void EditorView::Private::replaceAll()
{
    search();
    text::TextPatch patch;
    for (const TextMatch &match : found.matches) {
        const QTextBlock block = edit->document()->findBlock(match.position);
        const QString matched = block.text().mid(match.position - block.position(), match.length);
        patch.edits.push_back({{binding->offsetOf(match.position), binding->offsetOf(match.position + match.length)},
                               replacementFor(matched, findBar->options(), findBar->replacement()).toUtf8()});
    }
    if (patch.isEmpty())
        return;
    session->apply(document, patch, EditorView::tr("Replace all"));
    search();
}

} // namespace stagecraft::ui
