// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/include_messages.h"

#include "ui/commands/command_set.h"
#include "ui/includes/include_controller.h"
#include "ui/includes/include_settings_dialog.h"
#include "ui/session/session.h"

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

const QString topic = u"includes"_s;
const QString topicOfToken = u"access token"_s;
constexpr qsizetype ShownHosts = 3;

} // namespace

IncludeMessages::IncludeMessages(IncludeController *includes, Session *session, MessageBar *bar, CommandSet *commands,
                                 QWidget *window)
    : m_includes(includes), m_session(session), m_bar(bar), m_commands(commands), m_window(window)
{
    connect(session, &Session::opened, this, [this] { m_told.clear(); });
    connect(includes, &IncludeController::changed, this, &IncludeMessages::refresh);
    connect(includes, &IncludeController::progressed, this, &IncludeMessages::showProgress);
    connect(commands->action("includes.fetch"_L1), &QAction::triggered, includes, &IncludeController::fetchMissing);
    connect(commands->action("includes.refresh"_L1), &QAction::triggered, includes, &IncludeController::refresh);
    connect(includes, &IncludeController::tokenUnreadable, this, [this](const QString &problem) {
        m_bar->show(MessageBar::Kind::Warning, tr("Includes are fetched without an access token. %1").arg(problem), {}, topicOfToken);
    });
    connect(includes, &IncludeController::kept, this, &IncludeMessages::showKept);
    connect(includes, &IncludeController::keepingFailed, this,
            [this](const QString &why) { m_bar->show(MessageBar::Kind::Error, why); });
    connect(commands->action("includes.keep"_L1), &QAction::triggered, includes, &IncludeController::keep);
    connect(commands->action("includes.settings"_L1), &QAction::triggered, this, &IncludeMessages::openSettings);
    refresh();
}

void IncludeMessages::refresh()
{
    const auto missing = static_cast<int>(m_includes->missing().size());
    const bool isIdle = !m_includes->isFetching();
    m_commands->action("includes.fetch"_L1)->setEnabled(isIdle && missing > 0);
    m_commands->action("includes.refresh"_L1)->setEnabled(isIdle && m_includes->hasForeign());
    m_commands->action("includes.keep"_L1)->setEnabled(isIdle && m_includes->canKeep());
    if (!isIdle)
        return showProgress(0, 0);
    if (missing == 0 || m_session->root().isEmpty()) {
        m_told.clear();
        m_bar->withdraw(topic);
        return;
    }
    const auto settings = std::make_pair(tr("Settings…"), [this] { openSettings(); });
    if (m_includes->failed() > 0) {
        const QString text = missing == 1 ? tr("1 include could not be fetched. The problem at its line says why.")
                                          : tr("%1 includes could not be fetched. The problems at their lines say why.").arg(missing);
        return tell(MessageBar::Kind::Warning, text, {{tr("Try again"), [this] { m_includes->fetchMissing(); }}, settings});
    }
    QStringList hosts = m_includes->hosts();
    if (hosts.size() > ShownHosts)
        hosts = hosts.first(ShownHosts) + QStringList{u"…"_s};
    const QString text = missing == 1 ? tr("1 include is not here, so the pipeline is shown without it. Fetching asks %1.").arg(hosts.join(u", "_s))
                                      : tr("%1 includes are not here, so the pipeline is shown without them. Fetching asks %2.")
                                            .arg(QString::number(missing), hosts.join(u", "_s));
    tell(MessageBar::Kind::Note, text, {{tr("Fetch includes"), [this] { m_includes->fetchMissing(); }}, settings});
}

void IncludeMessages::tell(MessageBar::Kind kind, const QString &text, const MessageBar::Answers &answers)
{
    if (text == m_told)
        return;
    m_told = text;
    m_bar->show(kind, text, answers, topic);
}

void IncludeMessages::showProgress(int done, int total)
{
    const QString text = total > 0 ? tr("Fetching includes: %1 of %2").arg(done).arg(total) : tr("Fetching includes…");
    tell(MessageBar::Kind::Note, text, {{tr("Cancel"), [this] { m_includes->cancel(); }}});
}

void IncludeMessages::showKept(const project::KeptIncludes &includes)
{
    QStringList parts;
    if (const auto count = includes.files.size(); count > 0) {
        parts += count == 1 ? tr("1 file is kept in .stagecraft/includes. Commit it, and the pipeline works offline.")
                            : tr("%1 files are kept in .stagecraft/includes. Commit them, and the pipeline works offline.").arg(count);
    } else if (includes.notKept.isEmpty()) {
        parts += tr("Copies of all fetched files are in .stagecraft/includes already.");
    }
    if (!includes.notKept.isEmpty())
        parts += tr("No file can stand for %1: the address has a query or unusual parts.").arg(includes.notKept.join(u", "_s));
    m_bar->show(includes.notKept.isEmpty() ? MessageBar::Kind::Note : MessageBar::Kind::Warning, parts.join(u' '));
}

void IncludeMessages::openSettings()
{
    m_told.clear(); // the message whose button led here was closed by it
    auto *dialog = new IncludeSettingsDialog(m_includes, m_window);
    connect(dialog, &QDialog::finished, this, &IncludeMessages::refresh);
    dialog->open();
}

} // namespace stagecraft::ui
