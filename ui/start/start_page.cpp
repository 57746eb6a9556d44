// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/start/start_page.h"

#include "ui/start/row_button.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QLabel>
#include <QVBoxLayout>

namespace stagecraft::ui {

namespace {

constexpr int columnWidth = 380;
constexpr qsizetype shownRecent = 6;

/// "~/projects/shop" says more in less room than the whole path.
QString shortPath(const QString &path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

QLabel *caption(const QString &text)
{
    auto *label = new QLabel(text);
    setRole(label, "muted");
    label->setContentsMargins(10, 0, 0, space::xs);
    return label;
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent), m_logo(new QLabel), m_recentHint(new QLabel(tr("Repositories that you open are listed here."))),
      m_recent(new QVBoxLayout)
{
    auto *title = new QLabel(tr("Stagecraft"));
    setRole(title, "title");
    auto *text = new QLabel(tr("Design GitLab pipelines by hand, and run them here before anybody pushes."));
    setRole(text, "muted");
    text->setFont(ui::font(FontRole::Body));
    auto *words = new QVBoxLayout;
    words->setSpacing(space::hair);
    words->addWidget(title);
    words->addWidget(text);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(10, 0, 0, 0);
    head->setSpacing(space::l);
    head->addWidget(m_logo);
    head->addLayout(words, 1);

    auto *open = new RowButton(QStringLiteral("folder-open"), tr("Open repository…"),
                               tr("A folder with a .gitlab-ci.yml, or one that is to get one"));
    open->setPrimary(true);
    auto *starter = new RowButton(QStringLiteral("file-plus"), tr("New from a starter…"),
                                  tr("Pipelines for Docker, Node, Python, Go and more"));
    auto *sample = new RowButton(QStringLiteral("sample"), tr("Try the sample"),
                                 tr("A small website with eight jobs to move, change and run"));
    connect(open, &RowButton::clicked, this, &StartPage::openRequested);
    connect(starter, &RowButton::clicked, this, &StartPage::starterRequested);
    connect(sample, &RowButton::clicked, this, &StartPage::sampleRequested);

    auto *begin = new QVBoxLayout;
    begin->setSpacing(space::hair);
    begin->addWidget(caption(tr("Start")));
    for (RowButton *button : {open, starter, sample})
        begin->addWidget(button);
    begin->addStretch();
    m_recentHint->setContentsMargins(10, space::s, 0, 0);
    setRole(m_recentHint, "muted");
    m_recent->setSpacing(space::hair);
    auto *last = new QVBoxLayout;
    last->setSpacing(space::hair);
    last->addWidget(caption(tr("Recent")));
    last->addWidget(m_recentHint);
    last->addLayout(m_recent);
    last->addStretch();

    auto *page = new QWidget;
    page->setMaximumWidth(2 * columnWidth + space::xxl);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::xxl);
    grid->setVerticalSpacing(space::xxl);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addLayout(head, 0, 0, 1, 2);
    grid->addLayout(begin, 1, 0);
    grid->addLayout(last, 1, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    layout->addStretch(2);
    auto *middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(page, 100);
    middle->addStretch();
    layout->addLayout(middle);
    layout->addStretch(3);
    connect(&Theme::instance(), &Theme::changed, this, &StartPage::showLogo);
    showLogo();
}

void StartPage::showLogo()
{
    m_logo->setPixmap(iconPixmap(QStringLiteral("logo"), 56, colors().accent, devicePixelRatioF()));
}

void StartPage::setRecent(const QStringList &paths)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString &path : paths.first(std::min(paths.size(), shownRecent))) {
        auto *button = new RowButton(QStringLiteral("folder"), QDir(path).dirName(), shortPath(path));
        button->setElideMode(Qt::ElideMiddle);
        button->setToolTip(path);
        connect(button, &RowButton::clicked, this, [this, path] { Q_EMIT recentRequested(path); });
        m_recent->addWidget(button);
    }
    m_recentHint->setVisible(paths.isEmpty());
}

} // namespace stagecraft::ui
