// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/shared/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace stagecraft {

using namespace Qt::StringLiterals;

namespace {

/// As gettext has it, and Qt not: LANGUAGE counts only where there is a locale.
bool hasLocale()
{
    for (const char *name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QString value = qEnvironmentVariable(name);
        if (!value.isEmpty())
            return QLocale(value).language() != QLocale::C;
    }
    return false;
}

bool install(const QLocale &language, const QString &name, const QString &directory)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    return translator->load(language, name, u"_"_s, directory) && QCoreApplication::installTranslator(translator);
}

} // namespace

void installTranslation()
{
    if (!hasLocale())
        return;
    for (const QString &name : QLocale::system().uiLanguages()) {
        const QLocale language(name);
        if (language.language() == QLocale::English)
            return;
        if (install(language, u"stagecraft"_s, u":/translations"_s)) {
            install(language, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
            return;
        }
    }
}

} // namespace stagecraft
