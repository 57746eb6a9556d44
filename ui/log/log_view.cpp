// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/log/log_view.h"

#include "ui/log/ansi_palette.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace stagecraft::ui {

namespace {

constexpr int FoldWidth = 18; ///< room for the chevron
constexpr int TabColumns = 8;

QString clockText(qint64 seconds)
{
    const QString minutes = QStringLiteral("%1:%2").arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
                                .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds >= 3600 ? QStringLiteral("%1:%2").arg(seconds / 3600, 2, 10, QLatin1Char('0')).arg(minutes) : minutes;
}

} // namespace

LogView::LogView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFont(ui::font(FontRole::Mono));
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Log"));
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        setFont(ui::font(FontRole::Mono));
        updateScrollBars();
        viewport()->update();
    });
}

LogView::~LogView()
{
    if (m_reader)
        m_reader->detach();
}

void LogView::setFile(const QString &file)
{
    if (m_reader)
        m_reader->detach();
    m_reader.reset();
    m_file = file;
    m_snapshot = {};
    m_rows = {};
    m_toggled.clear();
    m_sectionOrder.clear();
    m_shownTop = 0;
    m_pendingLine = -1;
    m_contentWidth = 0;
    m_currentMatch = -1;
    m_anchor = m_caret = {};
    m_following = true;
    if (!file.isEmpty()) {
        m_reader = std::make_shared<LogReader>(file, this, [this] { takeSnapshot(); });
        m_reader->search(m_needle);
        requestWindow();
    }
    updateScrollBars();
    viewport()->update();
    Q_EMIT followingChanged(true);
    Q_EMIT changed();
    Q_EMIT matchesChanged();
}

void LogView::grew()
{
    if (m_reader)
        m_reader->grew();
}

void LogView::takeSnapshot()
{
    std::optional<LogSnapshot> taken = m_reader ? m_reader->take() : std::nullopt;
    if (!taken)
        return;
    const bool sectionsChanged = taken->sections != m_snapshot.sections || taken->markerLines != m_snapshot.markerLines;
    const bool matchesMoved = taken->matches != m_snapshot.matches || taken->searching != m_snapshot.searching;
    m_snapshot = std::move(*taken);
    m_rows.setLineCount(m_snapshot.lineCount);
    if (sectionsChanged)
        foldRows();
    updateScrollBars();

    const qint64 wanted = verticalScrollBar()->value();
    if (hasLinesFor(wanted))
        m_shownTop = wanted;
    else
        requestWindow();
    if (m_pendingLine >= 0 && (m_pendingLine < m_snapshot.lineCount || m_snapshot.complete)) {
        const qint64 line = std::exchange(m_pendingLine, -1);
        showLine(std::min(line, m_snapshot.lineCount - 1));
    }
    if (m_matchPending && m_snapshot.needle == m_needle && matchCount() > 0)
        step(1);
    viewport()->update();
    if (matchesMoved)
        Q_EMIT matchesChanged();
    Q_EMIT changed();
}

// ---- Rows and scrolling -------------------------------------------------------------------------------------------

const std::vector<engine::LogSection> &LogView::sections() const
{
    static const std::vector<engine::LogSection> none;
    return m_snapshot.sections ? *m_snapshot.sections : none;
}

bool LogView::isFolded(std::size_t section) const
{
    const engine::LogSection &s = sections()[section];
    return s.collapsed != m_toggled.contains(s.firstLine);
}

void LogView::setFolded(std::size_t section, bool folded)
{
    if (isFolded(section) == folded)
        return;
    const qint64 line = sections()[section].firstLine;
    if (!m_toggled.remove(line))
        m_toggled.insert(line);
    const qint64 top = m_rows.rowCount() > 0 ? topLine() : 0;
    foldRows();
    updateScrollBars();
    if (!m_following)
        showRow(m_rows.rowOf(top));
    requestWindow();
    viewport()->update();
    Q_EMIT changed();
}

void LogView::foldRows()
{
    std::vector<FoldedRows::Range> hidden;
    m_sectionOrder.clear();
    for (std::size_t i = 0; i < sections().size(); ++i) {
        const engine::LogSection &section = sections()[i];
        m_sectionOrder.push_back(i);
        if (!isFolded(i))
            continue;
        const qint64 end = section.lastLine < 0 ? std::numeric_limits<qint64>::max() / 2 : section.lastLine;
        hidden.push_back({section.firstLine + 1, std::max(end, section.firstLine + 1)});
    }
    if (m_snapshot.markerLines) {
        for (const qint64 line : *m_snapshot.markerLines)
            hidden.push_back({line, line + 1});
    }
    std::ranges::stable_sort(m_sectionOrder, {}, [this](std::size_t i) { return sections()[i].firstLine; });
    m_rows.setHidden(std::move(hidden));
}

int LogView::rowHeight() const
{
    return fontMetrics().lineSpacing() + 1;
}

int LogView::visibleRows() const
{
    return std::max(1, viewport()->height() / rowHeight());
}

int LogView::gutterWidth() const
{
    int digits = 3;
    for (qint64 count = m_rows.lineCount(); count >= 1000; count /= 10)
        ++digits;
    return fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + FoldWidth + space::m;
}

void LogView::updateScrollBars()
{
    m_adjusting = true;
    const qint64 lastTop = std::max<qint64>(0, m_rows.rowCount() - visibleRows());
    const int maximum = static_cast<int>(std::min<qint64>(lastTop, std::numeric_limits<int>::max()));
    verticalScrollBar()->setRange(0, maximum);
    verticalScrollBar()->setPageStep(visibleRows());
    if (m_following)
        verticalScrollBar()->setValue(maximum);
    const int width = viewport()->width() - gutterWidth();
    horizontalScrollBar()->setRange(0, std::max(0, m_contentWidth + space::l - width));
    horizontalScrollBar()->setPageStep(std::max(1, width));
    horizontalScrollBar()->setSingleStep(fontMetrics().averageCharWidth() * 4);
    m_adjusting = false;
}

bool LogView::hasLinesFor(qint64 topRow) const
{
    const qint64 end = std::min<qint64>(topRow + visibleRows() + 1, m_rows.rowCount());
    for (qint64 row = topRow; row < end; ++row) {
        if (!m_snapshot.lines.contains(m_rows.lineOf(row)))
            return false;
    }
    return true;
}

void LogView::requestWindow()
{
    if (!m_reader)
        return;
    const qint64 margin = 2 * visibleRows();
    const qint64 top = verticalScrollBar()->value();
    const qint64 begin = std::max<qint64>(0, top - margin);
    const qint64 end = std::min<qint64>(top + visibleRows() + margin, m_rows.rowCount());
    std::vector<FoldedRows::Range> ranges;
    for (qint64 row = begin; row < end; ++row) {
        const qint64 line = m_rows.lineOf(row);
        if (!ranges.empty() && ranges.back().end == line)
            ++ranges.back().end;
        else
            ranges.push_back({line, line + 1});
    }
    m_reader->setWindow(std::move(ranges), m_following ? 2 * visibleRows() : 0);
}

void LogView::scrollContentsBy(int, int)
{
    const qint64 wanted = verticalScrollBar()->value();
    if (!m_adjusting) {
        setFollowing(wanted == verticalScrollBar()->maximum());
        requestWindow();
    }
    // Lines that are not here yet come in a moment; a blank screen until then would only flicker.
    if (hasLinesFor(wanted)) {
        m_shownTop = wanted;
        viewport()->update();
    }
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
    requestWindow();
}

void LogView::wheelEvent(QWheelEvent *event)
{
    QAbstractScrollArea::wheelEvent(event);
    event->accept();
}

void LogView::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    updateScrollBars();
    requestWindow();
    Q_EMIT followingChanged(following);
}

void LogView::showRow(qint64 row)
{
    const int value = static_cast<int>(std::clamp<qint64>(row, 0, verticalScrollBar()->maximum()));
    verticalScrollBar()->setValue(value);
}

qint64 LogView::topLine() const
{
    return m_rows.rowCount() > 0 ? m_rows.lineOf(std::min(m_shownTop, m_rows.rowCount() - 1)) : 0;
}

qint64 LogView::bottomLine() const
{
    const qint64 row = std::min<qint64>(m_shownTop + visibleRows(), m_rows.rowCount()) - 1;
    return row >= 0 ? m_rows.lineOf(row) : -1;
}

QString LogView::lineText(qint64 line) const
{
    const auto found = m_snapshot.lines.find(line);
    return found == m_snapshot.lines.end() ? QString() : found->second.content.text;
}

void LogView::showLine(qint64 line)
{
    if (line >= m_snapshot.lineCount && !m_snapshot.complete) {
        m_pendingLine = line;
        return;
    }
    for (std::size_t i = 0; i < sections().size(); ++i) {
        const engine::LogSection &section = sections()[i];
        if (isFolded(i) && section.firstLine < line && (section.lastLine < 0 || line < section.lastLine))
            setFolded(i, false);
    }
    const qint64 row = m_rows.rowOf(std::max<qint64>(0, line));
    const bool inView = row >= m_shownTop && row < m_shownTop + visibleRows() - 1;
    if (!inView) {
        setFollowing(false);
        showRow(row - visibleRows() / 3);
    }
    viewport()->update();
}

// ---- Search -------------------------------------------------------------------------------------------------------

int LogView::matchCount() const
{
    return m_snapshot.matches && m_snapshot.needle == m_needle ? static_cast<int>(m_snapshot.matches->size()) : 0;
}

void LogView::search(const QString &text)
{
    m_needle = text.toUtf8();
    m_currentMatch = -1;
    m_matchPending = !m_needle.isEmpty();
    if (m_reader)
        m_reader->search(m_needle);
    viewport()->update();
    Q_EMIT matchesChanged();
}

void LogView::step(int direction)
{
    const int count = matchCount();
    m_matchPending = count == 0 && !m_needle.isEmpty();
    if (count == 0)
        return;
    const std::vector<qint64> &matches = *m_snapshot.matches;
    if (m_currentMatch >= 0) {
        m_currentMatch = (m_currentMatch + direction + count) % count;
    } else {
        const auto next = std::ranges::lower_bound(matches, topLine());
        m_currentMatch = static_cast<int>(next - matches.begin()) % count;
    }
    showLine(matches[static_cast<std::size_t>(m_currentMatch)]);
    Q_EMIT matchesChanged();
}

void LogView::goToFirstError()
{
    if (!m_reader)
        return;
    m_reader->findFirstError([this](qint64 line) {
        if (line < 0) {
            Q_EMIT noErrorFound();
            return;
        }
        setFollowing(false);
        showLine(line);
        setSelection({line, 0}, {line, std::numeric_limits<int>::max()});
    });
}

// ---- Painting -----------------------------------------------------------------------------------------------------

int LogView::sectionAt(qint64 line) const
{
    const auto found = std::ranges::lower_bound(m_sectionOrder, line, {},
                                                [this](std::size_t i) { return sections()[i].firstLine; });
    return found != m_sectionOrder.end() && sections()[*found].firstLine == line ? static_cast<int>(*found) : -1;
}

void LogView::layOut(QTextLayout &layout, qint64 line, const LogLine &content) const
{
    const QString &text = content.content.text;
    QList<QTextLayout::FormatRange> formats;
    for (const engine::StyleSpan &span : content.content.spans)
        formats.append({static_cast<int>(span.start), static_cast<int>(span.length), ansiFormat(span.style)});
    if (!m_needle.isEmpty()) {
        const QString needle = QString::fromUtf8(m_needle);
        const auto sensitivity = needle == needle.toLower() ? Qt::CaseInsensitive : Qt::CaseSensitive;
        const bool current = m_currentMatch >= 0 && m_currentMatch < matchCount()
            && (*m_snapshot.matches)[static_cast<std::size_t>(m_currentMatch)] == line;
        QTextCharFormat hit;
        hit.setBackground(current ? colors().accent : colors().warning);
        hit.setForeground(current ? colors().onAccent : colors().surface);
        for (qsizetype at = text.indexOf(needle, 0, sensitivity); at >= 0;
             at = text.indexOf(needle, at + needle.size(), sensitivity))
            formats.append({static_cast<int>(at), static_cast<int>(needle.size()), hit});
    }
    const Place first = std::min(m_anchor, m_caret), last = std::max(m_anchor, m_caret);
    if (first != last && first.line <= line && line <= last.line) {
        const int begin = line == first.line ? std::min<int>(first.column, static_cast<int>(text.size())) : 0;
        const int end = line == last.line ? std::min<int>(last.column, static_cast<int>(text.size()))
                                          : static_cast<int>(text.size());
        QTextCharFormat selected;
        selected.setBackground(colors().selection);
        formats.append({begin, end - begin, selected});
    }
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTabStopDistance(fontMetrics().horizontalAdvance(QLatin1Char(' ')) * TabColumns);
    layout.setText(text);
    layout.setFont(font());
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.setCacheEnabled(false);
    layout.beginLayout();
    QTextLine textLine = layout.createLine();
    if (textLine.isValid())
        textLine.setLineWidth(std::numeric_limits<int>::max() / 512);
    layout.endLayout();
}

void LogView::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), c.sunken);
    const int height = rowHeight();
    const int widthBefore = m_contentWidth;
    int y = 0;
    for (qint64 row = m_shownTop; row < m_rows.rowCount() && y < viewport()->height(); ++row, y += height)
        paintRow(painter, y, m_rows.lineOf(row));
    painter.setPen(c.border);
    painter.drawLine(gutterWidth() - space::xs, 0, gutterWidth() - space::xs, viewport()->height());
    if (m_contentWidth != widthBefore)
        QMetaObject::invokeMethod(this, [this] { updateScrollBars(); }, Qt::QueuedConnection);
}

void LogView::paintRow(QPainter &painter, int y, qint64 line) const
{
    const Colors &c = colors();
    const int gutter = gutterWidth(), height = rowHeight();
    const int section = sectionAt(line);
    if (section >= 0)
        painter.fillRect(QRect(gutter, y, viewport()->width() - gutter, height), c.hover);
    painter.setPen(c.textFaint);
    painter.drawText(QRect(0, y, gutter - FoldWidth - space::xs, height), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(line + 1));

    const auto found = m_snapshot.lines.find(line);
    if (found != m_snapshot.lines.end()) {
        QTextLayout layout;
        layOut(layout, line, found->second);
        painter.save();
        painter.setClipRect(QRect(gutter, y, viewport()->width() - gutter, height));
        painter.setPen(c.text);
        const qreal x = gutter + space::xs - horizontalScrollBar()->value();
        layout.draw(&painter, QPointF(x, y));
        const int width = layout.lineCount() > 0 ? static_cast<int>(layout.lineAt(0).naturalTextWidth()) : 0;
        if (found->second.cut) {
            painter.setPen(c.textFaint);
            painter.drawText(QPointF(x + width + space::s, y + fontMetrics().ascent()), tr("… cut here"));
        }
        painter.restore();
        m_contentWidth = std::max(m_contentWidth, width);
    }
    if (section >= 0)
        paintSection(painter, y, static_cast<std::size_t>(section));
}

void LogView::paintSection(QPainter &painter, int y, std::size_t index) const
{
    const Colors &c = colors();
    const engine::LogSection &section = sections()[index];
    const int gutter = gutterWidth(), height = rowHeight();
    const QString name = isFolded(index) ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down");
    painter.drawPixmap(gutter - FoldWidth - space::hair, y + (height - 14) / 2,
                       iconPixmap(name, 14, c.textMuted, devicePixelRatioF()));
    if (section.endTime < 0 || section.startTime <= 0 || section.hideDuration)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(ui::font(FontRole::Small));
    const QString text = clockText(std::max<qint64>(0, section.endTime - section.startTime));
    const int width = painter.fontMetrics().horizontalAdvance(text) + space::m;
    const QRect pill(viewport()->width() - width - space::s, y + 1, width, height - 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.border);
    painter.drawRoundedRect(pill, radius::small, radius::small);
    painter.setPen(c.textMuted);
    painter.drawText(pill, Qt::AlignCenter, text);
    painter.restore();
}

// ---- Selection ----------------------------------------------------------------------------------------------------

LogView::Place LogView::placeAt(const QPoint &position) const
{
    const qint64 row = std::clamp<qint64>(m_shownTop + static_cast<qint64>(std::floor(double(position.y()) / rowHeight())), 0,
                                          std::max<qint64>(0, m_rows.rowCount() - 1));
    if (m_rows.rowCount() == 0)
        return {};
    Place place{m_rows.lineOf(row), 0};
    const auto found = m_snapshot.lines.find(place.line);
    if (found != m_snapshot.lines.end()) {
        QTextLayout layout;
        layOut(layout, place.line, found->second);
        const qreal x = position.x() - gutterWidth() - space::xs + horizontalScrollBar()->value();
        if (layout.lineCount() > 0)
            place.column = layout.lineAt(0).xToCursor(x);
    }
    return place;
}

void LogView::setSelection(Place anchor, Place caret)
{
    m_anchor = anchor;
    m_caret = caret;
    viewport()->update();
}

bool LogView::hasSelection() const
{
    return m_anchor != m_caret;
}

void LogView::selectAll()
{
    if (m_rows.lineCount() > 0)
        setSelection({0, 0}, {m_rows.lineCount() - 1, std::numeric_limits<int>::max()});
}

void LogView::copy()
{
    if (!m_reader || !hasSelection())
        return;
    const Place first = std::min(m_anchor, m_caret), last = std::max(m_anchor, m_caret);
    m_reader->readText(first.line, first.column, last.line, last.column, [this](const QString &text) {
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT copied(text.size());
    });
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedAt = event->position().toPoint();
    m_dragging = false;
    const Place place = placeAt(m_pressedAt);
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    setSelection(extend ? m_anchor : place, place);
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        const bool onFold = position.x() < gutterWidth() && sectionAt(placeAt(position).line) >= 0;
        viewport()->setCursor(onFold ? Qt::PointingHandCursor
                              : position.x() < gutterWidth() ? Qt::ArrowCursor : Qt::IBeamCursor);
        return;
    }
    m_dragging = m_dragging || (position - m_pressedAt).manhattanLength() > 4;
    if (position.y() < 0)
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    else if (position.y() > viewport()->height())
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    setSelection(m_anchor, placeAt(position));
}

void LogView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_dragging)
        return;
    const int section = sectionAt(placeAt(event->position().toPoint()).line);
    const bool below = m_shownTop + event->position().toPoint().y() / rowHeight() >= m_rows.rowCount();
    if (section >= 0 && !below)
        setFolded(static_cast<std::size_t>(section), !isFolded(static_cast<std::size_t>(section)));
}

void LogView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const Place place = placeAt(event->position().toPoint());
    const QString text = lineText(place.line);
    const auto isWord = [&](int at) { return text[at].isLetterOrNumber() || QStringLiteral("_-./").contains(text[at]); };
    int begin = std::min<int>(place.column, static_cast<int>(text.size())), end = begin;
    while (begin > 0 && isWord(begin - 1))
        --begin;
    while (end < text.size() && isWord(end))
        ++end;
    m_dragging = true; // the release that follows is no click
    setSelection({place.line, begin}, {place.line, end});
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    if (event->matches(QKeySequence::Find)) {
        Q_EMIT findRequested();
        return;
    }
    QScrollBar *vertical = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Up: vertical->triggerAction(QAbstractSlider::SliderSingleStepSub); return;
    case Qt::Key_Down: vertical->triggerAction(QAbstractSlider::SliderSingleStepAdd); return;
    case Qt::Key_PageUp: vertical->triggerAction(QAbstractSlider::SliderPageStepSub); return;
    case Qt::Key_PageDown:
    case Qt::Key_Space: vertical->triggerAction(QAbstractSlider::SliderPageStepAdd); return;
    case Qt::Key_Home: vertical->setValue(0); return;
    case Qt::Key_End: setFollowing(true); return;
    case Qt::Key_Left: horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub); return;
    case Qt::Key_Right: horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd); return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(QStringLiteral("copy"), IconTone::Muted), tr("Copy"), this, &LogView::copy)
        ->setEnabled(hasSelection());
    menu->addAction(tr("Select all"), this, &LogView::selectAll);
    menu->addSeparator();
    const auto foldAll = [this](bool folded) {
        for (std::size_t i = 0; i < sections().size(); ++i)
            setFolded(i, folded);
    };
    menu->addAction(tr("Fold all sections"), this, [foldAll] { foldAll(true); })->setEnabled(!sections().empty());
    menu->addAction(tr("Unfold all sections"), this, [foldAll] { foldAll(false); })->setEnabled(!sections().empty());
    menu->addSeparator();
    menu->addAction(icon(QStringLiteral("error"), IconTone::Muted), tr("Go to the first error"), this,
                    &LogView::goToFirstError);
    menu->popup(event->globalPos());
}

} // namespace stagecraft::ui
