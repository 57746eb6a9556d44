// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/gui/shots.h"

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QPixmap>
#include <QScreen>
#include <QTimer>

#include <cstdio>

namespace stagecraft::gui {

namespace {

constexpr int pollMilliseconds = 50;
constexpr qint64 patienceMilliseconds = 60'000;

} // namespace

Shots::Shots(std::vector<Shot> shots, const QString &directory, QObject *parent)
    : QObject(parent), m_shots(std::move(shots)), m_directory(directory)
{
}

void Shots::start()
{
    QDir().mkpath(m_directory);
    QTimer::singleShot(0, this, [this] { runNext(); });
}

void Shots::runNext()
{
    if (m_next == m_shots.size()) {
        QCoreApplication::exit();
        return;
    }
    m_shots[m_next].action();
    m_waiting.start();
    awaitReady();
}

void Shots::awaitReady()
{
    const Shot &shot = m_shots[m_next];
    const bool isLate = m_waiting.elapsed() > patienceMilliseconds;
    if (shot.isReady && !shot.isReady() && !isLate) {
        QTimer::singleShot(pollMilliseconds, this, [this] { awaitReady(); });
        return;
    }
    if (isLate)
        std::fprintf(stderr, "shots: %s did not come to its state in a minute\n", qPrintable(shot.picture));
    QTimer::singleShot(shot.settleMilliseconds, this, [this, &shot] {
        if (!shot.picture.isEmpty())
            save(shot.picture);
        ++m_next;
        runNext();
    });
}

void Shots::save(const QString &name) const
{
    QGuiApplication::primaryScreen()->grabWindow(0).save(QDir(m_directory).filePath(name + QStringLiteral(".png")));
}

} // namespace stagecraft::gui
