// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// stagecraft [DIR]: the desktop application.
#include "ui/mainwindow/main_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

int main(int argc, char **argv)
{
    using namespace stagecraft;
    using namespace Qt::StringLiterals;
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"stagecraft"_s);
    QApplication::setOrganizationName(u"Stagecraft"_s);
    QApplication::setApplicationDisplayName(u"Stagecraft"_s);
    QApplication::setApplicationVersion(u"0.1.0"_s);

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Designs GitLab CI/CD pipelines and runs them on this machine."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption theme(u"theme"_s, u"system, light, dark or contrast"_s, u"NAME"_s);
    parser.addOption(theme);
    parser.addPositionalArgument(u"DIR"_s, u"A repository, or a pipeline file"_s, u"[DIR]"_s);
    parser.process(application);

    const QString wanted = parser.isSet(theme) ? parser.value(theme) : QSettings().value("theme"_L1).toString();
    ui::Theme::instance().setMode(ui::themeModeFromText(wanted));
    ui::MainWindow window;
    window.show();
    if (!parser.positionalArguments().isEmpty())
        window.openRepository(parser.positionalArguments().first());
    return QApplication::exec();
}
