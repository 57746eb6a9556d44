// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/diff_view.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace stagecraft::ui {

namespace {
constexpr int SignWidth = 18;
}

DiffView::DiffView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFont(ui::font(FontRole::Mono));
    setFocusPolicy(Qt::StrongFocus);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        setFont(ui::font(FontRole::Mono));
        viewport()->update();
    });
}

void DiffView::setDiff(LineDiff diff)
{
    m_diff = std::move(diff);
    layOut();
}

void DiffView::setSideBySide(bool sideBySide)
{
    m_sideBySide = sideBySide;
    layOut();
}

QString DiffView::toText() const
{
    QString text;
    for (const DiffLine &line : m_diff.lines) {
        switch (line.kind) {
        case DiffLine::Kind::Context: text += QLatin1Char(' ') + line.text; break;
        case DiffLine::Kind::Removed: text += QLatin1Char('-') + line.text; break;
        case DiffLine::Kind::Added: text += QLatin1Char('+') + line.text; break;
        case DiffLine::Kind::Gap: text += QStringLiteral("@@ %1 @@").arg(line.newLine + 1); break;
        }
        text += QChar::LineFeed;
    }
    return text;
}

void DiffView::layOut()
{
    m_rows.clear();
    m_textWidth = 0;
    const QFontMetrics metrics(font());
    for (const DiffLine &line : m_diff.lines)
        m_textWidth = std::max(m_textWidth, metrics.horizontalAdvance(line.text));

    const int count = static_cast<int>(m_diff.lines.size());
    for (int i = 0; i < count;) {
        const DiffLine::Kind kind = m_diff.lines[static_cast<std::size_t>(i)].kind;
        if (!m_sideBySide || kind == DiffLine::Kind::Context || kind == DiffLine::Kind::Gap) {
            m_rows.push_back({i, i});
            ++i;
            continue;
        }
        int removed = i;
        while (removed < count && m_diff.lines[static_cast<std::size_t>(removed)].kind == DiffLine::Kind::Removed)
            ++removed;
        int added = removed;
        while (added < count && m_diff.lines[static_cast<std::size_t>(added)].kind == DiffLine::Kind::Added)
            ++added;
        for (int row = 0; row < std::max(removed - i, added - removed); ++row)
            m_rows.push_back({i + row < removed ? i + row : -1, removed + row < added ? removed + row : -1});
        i = added;
    }

    const int visibleRows = std::max(1, viewport()->height() / rowHeight());
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(m_rows.size()) - visibleRows));
    verticalScrollBar()->setPageStep(visibleRows);
    const int columnWidth = viewport()->width() / (m_sideBySide ? 2 : 1) - gutterWidth() - SignWidth - space::s;
    horizontalScrollBar()->setRange(0, std::max(0, m_textWidth - columnWidth));
    horizontalScrollBar()->setPageStep(std::max(1, columnWidth));
    horizontalScrollBar()->setSingleStep(metrics.averageCharWidth() * 4);
    updateGeometry();
    viewport()->update();
    setAccessibleDescription(toText());
}

int DiffView::rowHeight() const
{
    return fontMetrics().lineSpacing() + space::hair;
}

int DiffView::gutterWidth() const
{
    return fontMetrics().horizontalAdvance(QLatin1Char('9')) * (m_sideBySide ? 5 : 9) + space::s;
}

QSize DiffView::sizeHint() const
{
    return {640, std::clamp(static_cast<int>(m_rows.size()), 3, 40) * rowHeight() + space::s};
}

QSize DiffView::minimumSizeHint() const
{
    return {200, rowHeight() * 3};
}

void DiffView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void DiffView::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), c.surface);
    const int height = rowHeight();
    int y = 0;
    for (int row = verticalScrollBar()->value(); row < static_cast<int>(m_rows.size()) && y < viewport()->height();
         ++row, y += height) {
        const Row &r = m_rows[static_cast<std::size_t>(row)];
        const QRect whole(0, y, viewport()->width(), height);
        if (r.left >= 0 && m_diff.lines[static_cast<std::size_t>(r.left)].kind == DiffLine::Kind::Gap) {
            paintGap(painter, whole);
            continue;
        }
        if (!m_sideBySide) {
            paintLine(painter, whole, r.left, true);
            continue;
        }
        const int half = viewport()->width() / 2;
        paintLine(painter, QRect(0, y, half, height), r.left, true);
        paintLine(painter, QRect(half, y, viewport()->width() - half, height), r.right, false);
        painter.setPen(c.border);
        painter.drawLine(half, y, half, y + height);
    }
}

void DiffView::paintGap(QPainter &painter, const QRect &area) const
{
    const Colors &c = colors();
    painter.fillRect(area, c.window);
    painter.setPen(c.textFaint);
    painter.drawText(area.adjusted(gutterWidth() + SignWidth, 0, 0, 0), Qt::AlignVCenter, QStringLiteral("⋯"));
}

void DiffView::paintLine(QPainter &painter, const QRect &area, int index, bool left) const
{
    const Colors &c = colors();
    if (index < 0) {
        painter.fillRect(area, c.window);
        return;
    }
    const DiffLine &line = m_diff.lines[static_cast<std::size_t>(index)];
    const bool removed = line.kind == DiffLine::Kind::Removed, added = line.kind == DiffLine::Kind::Added;
    if (removed || added)
        painter.fillRect(area, removed ? c.diffRemoved : c.diffAdded);

    const int gutter = gutterWidth();
    painter.setPen(removed ? c.diffRemovedText : added ? c.diffAddedText : c.textFaint);
    const auto number = [](int value) { return value < 0 ? QString() : QString::number(value + 1); };
    if (m_sideBySide) {
        painter.drawText(QRect(area.left(), area.top(), gutter - space::s, area.height()),
                         Qt::AlignRight | Qt::AlignVCenter, number(left ? line.oldLine : line.newLine));
    } else {
        const int half = gutter / 2;
        painter.drawText(QRect(area.left(), area.top(), half - space::xs, area.height()),
                         Qt::AlignRight | Qt::AlignVCenter, number(line.oldLine));
        painter.drawText(QRect(area.left() + half, area.top(), half - space::xs, area.height()),
                         Qt::AlignRight | Qt::AlignVCenter, number(line.newLine));
    }
    painter.drawText(QRect(area.left() + gutter, area.top(), SignWidth, area.height()), Qt::AlignCenter,
                     removed ? QStringLiteral("−") : added ? QStringLiteral("+") : QString());

    const QRect textArea = area.adjusted(gutter + SignWidth, 0, 0, 0);
    painter.save();
    painter.setClipRect(textArea);
    const int x = textArea.left() - horizontalScrollBar()->value();
    if (line.markEnd > line.markBegin) {
        const int begin = painter.fontMetrics().horizontalAdvance(line.text.left(line.markBegin));
        const int end = painter.fontMetrics().horizontalAdvance(line.text.left(line.markEnd));
        QColor mark = removed ? c.diffRemovedText : c.diffAddedText;
        mark.setAlpha(50);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark);
        painter.drawRoundedRect(QRect(x + begin, area.top() + 1, end - begin, area.height() - 2), 2, 2);
    }
    painter.setPen(c.text);
    painter.drawText(QPoint(x, area.top() + (area.height() + painter.fontMetrics().ascent()
                                             - painter.fontMetrics().descent()) / 2), line.text);
    painter.restore();
}

void DiffView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(toText());
        return;
    }
    switch (event->key()) {
    case Qt::Key_Down: verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd); return;
    case Qt::Key_Up: verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub); return;
    case Qt::Key_PageDown: verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd); return;
    case Qt::Key_PageUp: verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub); return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace stagecraft::ui
