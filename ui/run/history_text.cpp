// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/history_text.h"

#include "core/base/duration_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(stagecraft)
};

const QString Dash = u"–"_s;

} // namespace

QString momentText(const QDateTime &when)
{
    if (!when.isValid())
        return Dash;
    const QDateTime local = when.toLocalTime();
    const QString time = local.toString(u"HH:mm:ss"_s);
    if (local.date() == QDate::currentDate())
        return Text::tr("Today, %1").arg(time);
    return u"%1, %2"_s.arg(QLocale().toString(local.date(), QLocale::ShortFormat), time);
}

QString durationOf(const engine::RunReport &report)
{
    const bool hasEnded = report.startedAt.isValid() && report.finishedAt.isValid();
    return hasEnded ? durationText(std::max<qint64>(0, report.startedAt.msecsTo(report.finishedAt))) : Dash;
}

QString modeName(const std::string &word)
{
    if (word == "shell")
        return Text::tr("Shell");
    if (word == "dind")
        return Text::tr("Docker-in-Docker");
    if (word == "socket")
        return Text::tr("Docker socket");
    return word == "docker" ? Text::tr("Docker") : Dash;
}

QString jobDuration(const engine::JobState &job)
{
    const qint64 milliseconds = engine::runtimeMilliseconds(job);
    return milliseconds < 0 ? Dash : durationText(milliseconds);
}

QString logFileOf(const engine::RunRecord &run, const engine::JobState &job)
{
    const QString name = QFileInfo(job.logFile).fileName();
    return name.isEmpty() ? QString() : run.directory + u'/' + name;
}

} // namespace stagecraft::ui
