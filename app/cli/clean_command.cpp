// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/options.h"
#include "core/engine/file_store.h"

#include <QLocale>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

/// "500M", "20G", bytes without a letter; nullopt for anything else.
std::optional<qint64> bytesFrom(const QString &text)
{
    static const QString units = u"KMGT"_s;
    const qsizetype unit = text.isEmpty() ? -1 : units.indexOf(text.back().toUpper());
    bool isNumber = false;
    const double number = (unit < 0 ? text : text.chopped(1)).toDouble(&isNumber);
    constexpr double most = 1e18;
    const double bytes = number * static_cast<double>(qint64(1) << (10 * (unit + 1)));
    return isNumber && bytes >= 0 && bytes < most ? std::optional(static_cast<qint64>(bytes)) : std::nullopt;
}

/// "30d", "12h".
std::optional<QDateTime> ageFrom(const QString &text)
{
    bool isNumber = false;
    const int number = text.isEmpty() ? 0 : text.chopped(1).toInt(&isNumber);
    if (!isNumber || number < 0)
        return std::nullopt;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (text.endsWith(u'd'))
        return now.addDays(-number);
    return text.endsWith(u'h') ? std::optional(now.addSecs(-qint64(3600) * number)) : std::nullopt;
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes);
}

} // namespace

int clean(const QStringList &arguments, Terminal &terminal)
{
    Options options("clean", u"[OPTIONS]"_s, u"Removes logs and artifacts of old runs, oldest first. Runs that go on are left alone."_s);
    options.add(u"keep"_s, u"The newest runs that fit into SIZE (500M, 20G) stay; the newest one always."_s, u"SIZE"_s);
    options.add(u"older-than"_s, u"Runs that are older than AGE (30d, 12h) go."_s, u"AGE"_s);
    options.add(u"expired"_s, u"Artifacts whose artifacts:expire_in is over go."_s);
    options.add(u"caches"_s, u"All caches of jobs go."_s);
    options.add(u"dry-run"_s, u"Only tells what would go."_s);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    engine::CleanRequest request;
    if (options.isSet(u"keep"_s)) {
        const auto bytes = bytesFrom(options.value(u"keep"_s));
        if (!bytes) {
            terminal.complain(u"--keep wants a size such as 500M or 20G, not '%1'."_s.arg(options.value(u"keep"_s)));
            return Usage;
        }
        request.keepBytes = *bytes;
    }
    if (options.isSet(u"older-than"_s)) {
        const auto time = ageFrom(options.value(u"older-than"_s));
        if (!time) {
            terminal.complain(u"--older-than wants an age such as 30d or 12h, not '%1'."_s.arg(options.value(u"older-than"_s)));
            return Usage;
        }
        request.olderThan = *time;
    }
    request.expired = options.isSet(u"expired"_s);
    request.caches = options.isSet(u"caches"_s);
    request.dryRun = options.isSet(u"dry-run"_s);
    if (request.keepBytes < 0 && !request.olderThan.isValid() && !request.expired && !request.caches) {
        terminal.complain(u"say what may go: --keep, --older-than, --expired or --caches."_s);
        return Usage;
    }
    const engine::CleanResult result = engine::cleanRuns(request);
    for (const QString &run : result.runs)
        terminal.print(run + u'\n');
    const QString told = request.dryRun ? u"%1 runs and %2 artifacts would go: %3. %4 would stay.\n"_s
                                        : u"%1 runs and %2 artifacts removed: %3. %4 stay.\n"_s;
    terminal.print(told.arg(result.runs.size()).arg(result.artifacts).arg(sizeText(result.freed), sizeText(result.left)));
    for (const QString &problem : result.problems)
        terminal.complain(u"%1 could not be removed. It may belong to another user."_s.arg(problem));
    return result.problems.isEmpty() ? Success : Failed;
}

} // namespace stagecraft::cli
