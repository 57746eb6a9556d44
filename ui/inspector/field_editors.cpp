// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/inspector/field_editors.h"

#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTextBlock>

#include <algorithm>

namespace stagecraft::ui {

CommitLine::CommitLine(QWidget *parent) : QLineEdit(parent)
{
    connect(this, &QLineEdit::editingFinished, this, [this] {
        if (text() == m_value)
            return;
        m_value = text();
        Q_EMIT committed(m_value);
    });
}

void CommitLine::setValue(const QString &value)
{
    m_value = value;
    if (text() != value)
        setText(value);
}

void CommitLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && text() != m_value) {
        setText(m_value);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

CommitLines::CommitLines(QWidget *parent) : QPlainTextEdit(parent)
{
    setFont(ui::font(FontRole::Mono));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    document()->setDocumentMargin(space::xs);
    connect(document(), &QTextDocument::blockCountChanged, this, &CommitLines::fitHeight);
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, &CommitLines::fitHeight);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        setFont(ui::font(FontRole::Mono));
        fitHeight();
    });
    fitHeight();
}

void CommitLines::setLines(const QStringList &lines)
{
    m_value = lines;
    if (lines != this->lines())
        setPlainText(lines.join(QLatin1Char('\n')));
    fitHeight();
}

QStringList CommitLines::lines() const
{
    QStringList lines = toPlainText().split(QLatin1Char('\n'));
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    return lines;
}

void CommitLines::commit()
{
    const QStringList now = lines();
    if (isReadOnly() || now == m_value)
        return;
    m_value = now;
    Q_EMIT committed(now);
}

void CommitLines::fitHeight()
{
    const int rows = std::clamp(blockCount(), 2, 14);
    const int scrollBar = horizontalScrollBar()->maximum() > 0 ? horizontalScrollBar()->sizeHint().height() : 0;
    setFixedHeight(rows * fontMetrics().lineSpacing() + 2 * space::xs + 12 + scrollBar);
}

bool CommitLines::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void CommitLines::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ControlModifier)) {
        commit();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        setPlainText(m_value.join(QLatin1Char('\n')));
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void CommitLines::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        commit();
}

CheckList::CheckList(QWidget *parent) : QListWidget(parent)
{
    setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    connect(this, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) {
        if (!m_filling)
            Q_EMIT toggled(item->text(), item->checkState() == Qt::Checked);
    });
}

void CheckList::setChoices(const QStringList &names, const QStringList &checked)
{
    m_filling = true;
    const int row = currentRow();
    clear();
    for (const QString &name : names) {
        auto *item = new QListWidgetItem(name, this);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(checked.contains(name) ? Qt::Checked : Qt::Unchecked);
    }
    setCurrentRow(std::min(row, count() - 1));
    setFixedHeight(std::clamp(count(), 1, 6) * size::row + space::xs);
    m_filling = false;
}

namespace {

/// Says in the empty last row what it is for.
class VariableDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() != 0 || index.row() != index.model()->rowCount() - 1 || !option->text.isEmpty())
            return;
        option->text = VariablesTable::tr("Add a variable…");
        option->font = ui::font(FontRole::Small);
        option->palette.setBrush(QPalette::Text, option->palette.placeholderText());
        option->features |= QStyleOptionViewItem::HasDisplay;
    }
};

} // namespace

VariablesTable::VariablesTable(QWidget *parent) : QTableWidget(0, 2, parent)
{
    setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->resizeSection(0, 130);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(size::row);
    setShowGrid(false);
    setItemDelegate(new VariableDelegate(this));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setTabKeyNavigation(false);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                    | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    connect(this, &QTableWidget::itemChanged, this, &VariablesTable::onItemChanged);
    setValues({});
}

void VariablesTable::setValues(const QList<NamedValue> &values)
{
    if (values == m_values && rowCount() > 0)
        return;
    m_filling = true;
    m_values = values;
    setRowCount(static_cast<int>(values.size()) + 1);
    for (int row = 0; row < rowCount(); ++row) {
        const NamedValue value = row < values.size() ? values[row] : NamedValue();
        auto *name = new QTableWidgetItem(value.name);
        auto *text = new QTableWidgetItem(value.value);
        name->setFont(ui::font(FontRole::MonoSmall));
        text->setFont(ui::font(FontRole::MonoSmall));
        text->setToolTip(value.value);
        if (!value.editable) {
            name->setFlags(name->flags() & ~Qt::ItemIsEditable);
            text->setFlags(text->flags() & ~Qt::ItemIsEditable);
        }
        if (row == values.size()) {
            name->setToolTip(tr("Type a name to add a variable"));
            text->setFlags(text->flags() & ~Qt::ItemIsEditable);
        }
        setItem(row, 0, name);
        setItem(row, 1, text);
    }
    fitHeight();
    m_filling = false;
}

void VariablesTable::fitHeight()
{
    const int header = horizontalHeader()->sizeHint().height();
    setFixedHeight(header + std::clamp(rowCount(), 1, 9) * size::row + 4);
}

void VariablesTable::onItemChanged(QTableWidgetItem *item)
{
    if (m_filling)
        return;
    const int row = item->row();
    const QString text = item->text();
    if (row == m_values.size()) {
        if (item->column() == 0 && !text.trimmed().isEmpty())
            Q_EMIT valueChanged(text.trimmed(), {});
        return;
    }
    const NamedValue old = m_values[row];
    if (item->column() == 1 && text != old.value)
        Q_EMIT valueChanged(old.name, text);
    else if (item->column() == 0 && text.trimmed().isEmpty())
        Q_EMIT removed(old.name);
    else if (item->column() == 0 && text.trimmed() != old.name)
        Q_EMIT renamed(old.name, text.trimmed(), old.value);
}

void VariablesTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && state() != QAbstractItemView::EditingState && currentRow() >= 0
        && currentRow() < m_values.size()) {
        Q_EMIT removed(m_values[currentRow()].name);
        return;
    }
    QTableWidget::keyPressEvent(event);
}

} // namespace stagecraft::ui
