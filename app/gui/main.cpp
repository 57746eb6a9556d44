// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// stagecraft [DIR]: the desktop application.
#include "app/gui/shot_list.h"
#include "app/shared/translation.h"
#include "ui/mainwindow/main_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QScreen>
#include <QSettings>

int main(int argc, char **argv)
{
    using namespace stagecraft;
    using namespace Qt::StringLiterals;
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"stagecraft"_s);
    QApplication::setOrganizationName(u"Stagecraft"_s);
    QApplication::setApplicationDisplayName(u"Stagecraft"_s);
    QApplication::setApplicationVersion(QStringLiteral(STAGECRAFT_VERSION));
    installTranslation();

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Designs GitLab CI/CD pipelines and runs them on this machine."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption theme(u"theme"_s, u"system, light, dark or contrast"_s, u"NAME"_s);
    const QCommandLineOption shotsDirectory(u"shots"_s, u"Save pictures of the main states of the window, then quit"_s, u"DIR"_s);
    const QCommandLineOption largePipeline(u"shots-large"_s, u"A repository with a large pipeline, for these pictures"_s, u"DIR"_s);
    parser.addOptions({theme, shotsDirectory, largePipeline});
    parser.addPositionalArgument(u"DIR"_s, u"A repository, or a pipeline file"_s, u"[DIR]"_s);
    parser.process(application);

    const QString wanted = parser.isSet(theme) ? parser.value(theme) : QSettings().value("theme"_L1).toString();
    ui::Theme::instance().setMode(ui::themeModeFromText(wanted));
    ui::MainWindow window;
    window.show();
    const QString directory = parser.positionalArguments().value(0);
    if (parser.isSet(shotsDirectory)) {
        window.setGeometry(window.screen()->geometry());
        auto *shots = new gui::Shots(gui::shotList(&window, directory, parser.value(largePipeline)), parser.value(shotsDirectory), &window);
        shots->start();
    } else if (!directory.isEmpty()) {
        window.openRepository(directory);
    }
    return QApplication::exec();
}
