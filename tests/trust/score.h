// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a program of the trust programme has reached: one file an item, build/trust/<item>.json, of which tests/trust/page
// makes docs/trust.md. A program has one Score, notes its figures, and says in cleanup() and cleanupTestCase() how it went.
#pragma once

#include <QDate>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <vector>

namespace stagecraft::trust {

/// The long form takes minutes and judges times; the short one is for every change, on a busy machine too.
inline bool isLong()
{
    return qEnvironmentVariable("STAGECRAFT_LONG") == QLatin1String("1");
}

/// How often: in the short form, in the long one.
inline int times(int shortForm, int longForm)
{
    return isLong() ? longForm : shortForm;
}

class Score
{
public:
    /// `item`: its number in the programme. `goal`: the figures to reach.
    Score(int item, const char *title, const char *goal) : m_item(item), m_title(title), m_goal(goal) {}

    void note(const QString &figure)
    {
        qInfo("%s", qPrintable(figure));
        m_figures << figure;
    }
    /// A figure that a busy machine may spoil is no reason to fail, but the page says that it was missed.
    void expect(bool reached) { m_missed |= !reached; }
    /// A part of the item cannot be measured here.
    void leaveOut(const QString &part)
    {
        note(part);
        m_skipped = true;
    }
    /// To be called in cleanup().
    void judge()
    {
        m_failed |= QTest::currentTestFailed();
        m_skipped |= QTest::currentTestResolved() && !QTest::currentTestFailed();
    }
    /// To be called in cleanupTestCase().
    void save() const
    {
        const QString source = qEnvironmentVariable("STAGECRAFT_SOURCE_DIR");
        const QDir directory(source + QStringLiteral("/build/trust"));
        QFile file(directory.filePath(QStringLiteral("%1.json").arg(m_item, 2, 10, QLatin1Char('0'))));
        if (m_figures.isEmpty() || source.isEmpty() || !QDir().mkpath(directory.path()))
            return;
        // A short form that found nothing new says less than the long one that was here.
        if (!isLong() && !m_failed && !m_missed && isOfLongForm(file))
            return;
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return;
        QProcess git;
        git.start(QStringLiteral("git"), {QStringLiteral("-C"), source, QStringLiteral("rev-parse"),
                                          QStringLiteral("--short"), QStringLiteral("HEAD")});
        git.waitForFinished();
        const char *const result = m_failed ? "failed" : m_missed ? "missed" : m_skipped ? "in part" : "reached";
        const QJsonObject score{{QStringLiteral("item"), m_item},
                                {QStringLiteral("title"), QString::fromUtf8(m_title)},
                                {QStringLiteral("goal"), QString::fromUtf8(m_goal)},
                                {QStringLiteral("figure"), m_figures.join(QStringLiteral("; "))},
                                {QStringLiteral("result"), QString::fromLatin1(result)},
                                {QStringLiteral("form"), isLong() ? QStringLiteral("long") : QStringLiteral("short")},
                                {QStringLiteral("date"), QDate::currentDate().toString(Qt::ISODate)},
                                {QStringLiteral("commit"), QString::fromLatin1(git.readAll().trimmed())}};
        file.write(QJsonDocument(score).toJson());
    }

private:
    static bool isOfLongForm(QFile &file)
    {
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const QJsonDocument score = QJsonDocument::fromJson(file.readAll());
        file.close();
        return score[QLatin1String("form")] == QLatin1String("long");
    }

    int m_item;
    const char *m_title;
    const char *m_goal;
    QStringList m_figures;
    bool m_failed = false;
    bool m_skipped = false;
    bool m_missed = false;
};

inline double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

} // namespace stagecraft::trust
