// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/merged/merged_view.h"

#include "core/expand/provenance.h"
#include "core/text/utf16_view.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/highlighter.h"
#include "ui/inspector/field_frame.h"
#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QTextBlock>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace stagecraft::ui {

namespace {

constexpr std::chrono::milliseconds Delay{200}; ///< behind the last key
constexpr qsizetype MostBytes = 4 * 1024 * 1024; ///< to set a larger text takes too long

const expand::EffectiveJob *jobOf(const expand::EffectivePipeline &pipeline, const yaml::NodePath &path)
{
    const auto *name = path.empty() ? nullptr : std::get_if<std::string>(&path.front());
    if (!name)
        return nullptr;
    const auto found = std::ranges::find(pipeline.jobs, *name, &expand::EffectiveJob::sourceName);
    return found == pipeline.jobs.end() ? nullptr : &*found;
}

QString displayTextOf(const QByteArray &text)
{
    QStringList lines;
    for (const QByteArray &line : text.split('\n'))
        lines += text::displayText(line);
    return lines.join(u'\n');
}

} // namespace

MergedView::MergedView(Session *session, QWidget *parent)
    : QWidget(parent), m_session(session), m_edit(new CodeEdit(this)), m_place(new QLabel(this)), m_show(new QToolButton(this))
{
    m_edit->setReadOnly(true);
    m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_edit->setAccessibleName(tr("Merged pipeline"));
    m_edit->viewport()->installEventFilter(this);
    m_edit->installEventFilter(this);
    auto *highlighter = new Highlighter(m_edit->document(), QStringLiteral("GitLab CI"), this);
    connect(&Theme::instance(), &Theme::changed, highlighter, &Highlighter::rehighlight);
    setFocusProxy(m_edit);
    m_show->setText(tr("Show"));
    m_show->setToolTip(tr("Go to where this line is written (Enter)"));
    setRole(m_place, "muted");
    m_place->setMinimumWidth(0);
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto *bar = new QFrame(this);
    setRole(bar, "panel");
    auto *barLayout = new QHBoxLayout(bar);
    barLayout->setContentsMargins(space::m, space::xs, space::s, space::xs);
    barLayout->addWidget(m_place, 1);
    barLayout->addWidget(m_show);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_edit, 1);

    m_delay.setSingleShot(true);
    m_delay.setInterval(Delay);
    connect(&m_delay, &QTimer::timeout, this, &MergedView::compute);
    connect(session, &Session::analysisChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &MergedView::showPlace);
    connect(m_show, &QToolButton::clicked, this, [this] { revealLine(m_edit->textCursor().blockNumber()); });
    showPlace();
}

MergedView::~MergedView() = default;

void MergedView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    compute();
}

void MergedView::compute()
{
    const auto analysis = m_session->analysis();
    if (m_busy || !isVisible() || analysis == m_shownFor)
        return;
    m_busy = true;
    freeInBackground(std::exchange(m_shownFor, analysis));
    inBackground(
        this, [analysis] { return expand::toMergedText(analysis->effective.merged); },
        [this, analysis = std::weak_ptr(analysis)](expand::MergedText merged) {
            m_busy = false;
            if (analysis.lock() == m_shownFor)
                display(std::move(merged));
            compute(); // for what changed meanwhile
        });
}

void MergedView::display(expand::MergedText merged)
{
    const bool isTooLarge = merged.text.size() > MostBytes;
    if (isTooLarge)
        merged = {};
    if (merged.text != m_merged.text) {
        const int line = m_edit->textCursor().blockNumber();
        const int top = m_edit->topLine();
        m_edit->setPlainText(displayTextOf(merged.text));
        m_edit->setTextCursor(QTextCursor(m_edit->document()->findBlockByNumber(std::min(line, m_edit->blockCount() - 1))));
        m_edit->setTopLine(top);
    }
    m_merged = std::move(merged);
    m_edit->setPlaceholderText(isTooLarge ? tr("The merged pipeline is too large to be shown. “stagecraft-cli expand” writes it.")
                                          : tr("There is nothing to merge yet."));
    showPlace();
}

std::optional<MergedView::Place> MergedView::placeOf(int line) const
{
    if (line < 0 || line >= static_cast<int>(m_merged.lines.size()) || !m_shownFor)
        return std::nullopt;
    const expand::MergedLine &merged = m_merged.lines[static_cast<std::size_t>(line)];
    const expand::EffectivePipeline &pipeline = m_shownFor->effective;
    Place place;
    QString way;
    const expand::EffectiveJob *job = jobOf(pipeline, merged.path);
    if (job && merged.path.size() == 1) {
        place = {.text = {}, .file = job->file, .range = job->nameRange};
    } else if (job) {
        const yaml::NodePath inside(merged.path.begin() + 1, merged.path.end());
        if (const auto provenance = expand::provenanceAt(pipeline, *job, inside)) {
            place = {.text = {}, .file = provenance->file, .range = provenance->range};
            way = provenanceText(*provenance);
        }
    } else if (merged.origin.file < pipeline.files.size()) {
        place = {.text = {}, .file = pipeline.files[merged.origin.file].path, .range = merged.origin.range};
    }
    if (place.range.isEmpty())
        return Place{.text = tr("No file says this: GitLab adds it")};
    place.text = place.file;
    if (const expand::SourceFile *source = pipeline.sourceFile(place.file))
        place.text = tr("%1, line %2").arg(place.file).arg(source->buffer.positionAt(place.range.begin).line + 1);
    if (!way.isEmpty())
        place.text += QStringLiteral(" · ") + way;
    return place;
}

void MergedView::showPlace()
{
    const std::optional<Place> place = placeOf(m_edit->textCursor().blockNumber());
    m_place->setText(place ? place->text : tr("The pipeline as GitLab reads it. Choose a line to see where it comes from."));
    m_show->setVisible(place && !place->range.isEmpty());
}

void MergedView::revealLine(int line)
{
    const std::optional<Place> place = placeOf(line);
    if (place && !place->range.isEmpty())
        Q_EMIT revealRequested(place->file, place->range);
}

bool MergedView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit->viewport() && event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const std::optional<Place> place = placeOf(m_edit->cursorForPosition(help->pos()).blockNumber());
        QToolTip::showText(help->globalPos(), place ? place->text : QString(), m_edit);
        return true;
    }
    if (watched == m_edit->viewport() && event->type() == QEvent::MouseButtonDblClick) {
        revealLine(m_edit->textCursor().blockNumber());
        return true;
    }
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_F12) {
            revealLine(m_edit->textCursor().blockNumber());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace stagecraft::ui
