// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/start/starter_dialog.h"

#include "ui/editor/highlighter.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyledItemDelegate>

namespace stagecraft::ui {

namespace {

constexpr int detailRole = Qt::UserRole;
constexpr int rowHeight = 50;

QString translated(const char *text)
{
    return QCoreApplication::translate("stagecraft", text);
}

class StarterDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, rowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors();
        const QRect box = option.rect.adjusted(space::s, 1, -space::s, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.state & QStyle::State_Selected ? c.selection : c.hover);
            painter->drawRoundedRect(box, radius::medium, radius::medium);
        }
        const QRect tile(box.left() + 8, box.center().y() - 14, 30, 30);
        painter->setPen(QPen(c.border, 1));
        painter->setBrush(c.raised);
        painter->drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), radius::medium, radius::medium);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, tile.adjusted(7, 7, -7, -7));
        const QRect line(tile.right() + 11, box.top() + 5, box.right() - tile.right() - 19, 19);
        painter->setFont(font(FontRole::Strong));
        painter->setPen(c.text);
        painter->drawText(line, Qt::AlignVCenter, index.data().toString());
        painter->setFont(font(FontRole::Small));
        painter->setPen(c.textMuted);
        painter->drawText(line.translated(0, 18), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(detailRole).toString(), Qt::ElideRight, line.width()));
        painter->restore();
    }
};

QFrame *hairline(bool vertical)
{
    auto *frame = new QFrame;
    setRole(frame, "line");
    vertical ? frame->setFixedWidth(1) : frame->setFixedHeight(1);
    return frame;
}

} // namespace

StarterDialog::StarterDialog(const QString &note, QWidget *parent)
    : QDialog(parent), m_list(new QListWidget), m_preview(new QPlainTextEdit), m_title(new QLabel), m_description(new QLabel)
{
    setWindowTitle(tr("New pipeline from a starter"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    resize(980, 640);

    m_list->setItemDelegate(new StarterDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setFixedWidth(360);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Starters"));
    for (const Starter &starter : starters()) {
        auto *item = new QListWidgetItem(icon(QString::fromLatin1(starter.icon)), translated(starter.title), m_list);
        item->setData(detailRole, translated(starter.description));
        item->setToolTip(translated(starter.description));
    }

    setRole(m_title, "heading");
    setRole(m_description, "muted");
    m_description->setWordWrap(true);
    m_preview->setReadOnly(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setFont(ui::font(FontRole::Mono));
    m_preview->setObjectName(QStringLiteral("preview"));
    m_preview->setAccessibleName(tr("Text of the starter"));
    auto *highlighter = new Highlighter(m_preview->document(), QStringLiteral("GitLab CI"), this);
    connect(&Theme::instance(), &Theme::changed, highlighter, &Highlighter::rehighlight);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(space::l, space::m, space::l, space::m);
    head->setSpacing(space::hair);
    head->addWidget(m_title);
    head->addWidget(m_description);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addLayout(head);
    right->addWidget(hairline(false));
    right->addWidget(m_preview, 1);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_list);
    body->addWidget(hairline(true));
    body->addLayout(right, 1);

    auto *hint = new QLabel(note);
    setRole(hint, "muted");
    hint->setWordWrap(true);
    auto *cancel = new QPushButton(tr("Cancel"));
    auto *use = new QPushButton(tr("Use this starter"));
    setRole(use, "primary");
    use->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(space::l, space::m, space::l, space::m);
    buttons->setSpacing(space::s);
    buttons->addWidget(hint, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(use);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(body, 1);
    layout->addWidget(hairline(false));
    layout->addLayout(buttons);

    connect(m_list, &QListWidget::currentRowChanged, this, &StarterDialog::showCurrent);
    connect(m_list, &QListWidget::itemActivated, this, &StarterDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(use, &QPushButton::clicked, this, &StarterDialog::accept);
    m_list->setCurrentRow(0);
    m_list->setFocus();
}

void StarterDialog::showCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const Starter &starter = starters()[static_cast<std::size_t>(row)];
    m_title->setText(translated(starter.title));
    m_description->setText(translated(starter.description));
    m_preview->setPlainText(QString::fromUtf8(starterText(starter)));
}

void StarterDialog::accept()
{
    if (const int row = m_list->currentRow(); row >= 0)
        Q_EMIT chosen(starters()[static_cast<std::size_t>(row)]);
    QDialog::accept();
}

} // namespace stagecraft::ui
