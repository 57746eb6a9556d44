// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Every translation is complete and of today: `./dev translations` collects the texts, a person translates them.
#include "tests/checks/source_tree.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::StringLiterals;
using stagecraft::checks::SourceFile;

namespace {

struct Message {
    QString context;
    QString source;
    QStringList translations; ///< one for each plural form
    QString type;             ///< of the translation: unfinished, vanished, obsolete; none when all is well
};

/// A .ts file.
struct Catalogue {
    QString path;
    std::vector<Message> messages;
};

Catalogue readCatalogue(const SourceFile &file)
{
    Catalogue catalogue{file.path, {}};
    QString context;
    QXmlStreamReader xml(file.bytes);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1) {
            context = xml.readElementText();
        } else if (xml.name() == "source"_L1) {
            catalogue.messages.push_back({context, xml.readElementText(), {}, {}});
        } else if (xml.name() == "translation"_L1) {
            Message &message = catalogue.messages.back();
            message.type = xml.attributes().value("type"_L1).toString();
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            message.translations += text.trimmed();
        }
    }
    return catalogue;
}

QSet<QString> placeholdersOf(const QString &text)
{
    static const QRegularExpression placeholder(u"%L?(\\d+|n)"_s);
    QSet<QString> found;
    for (const QRegularExpressionMatch &match : placeholder.globalMatch(text))
        found.insert(match.captured());
    return found;
}

/// The literals that a file marks for translation; adjacent ones are one, as for the compiler.
QStringList textsOf(const SourceFile &file)
{
    static const QRegularExpression marked(
        uR"re(\b(?:tr|translate|QT_TRANSLATE_NOOP)\(\s*(?:"[\w:]+",\s*)?+((?:"(?:[^"\\\n]|\\.)*"\s*)+)[,)])re"_s);
    static const QRegularExpression literal(uR"re("((?:[^"\\\n]|\\.)*)")re"_s);
    QStringList texts;
    const QString code = file.codeLines(true).join(u'\n');
    for (const QRegularExpressionMatch &match : marked.globalMatch(code)) {
        QString text;
        for (const QRegularExpressionMatch &part : literal.globalMatch(match.captured(1)))
            text += part.captured(1);
        texts += text.replace("\\n"_L1, "\n"_L1).replace("\\\""_L1, "\""_L1);
    }
    return texts;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTextIsTranslated();
    void placeholdersStay();
    void contextsAreFound();
    void everyTextIsCollected();

private:
    void verify(const QStringList &problems) const;

    std::vector<SourceFile> m_sources;
    std::vector<Catalogue> m_catalogues;
};

void TestTranslations::initTestCase()
{
    const QString root = stagecraft::checks::sourceRoot();
    QVERIFY2(!root.isEmpty(), "the source directory was not found (STAGECRAFT_SOURCE_DIR)");
    const std::vector<SourceFile> files = stagecraft::checks::sourceFiles(root);
    if (files.empty())
        QSKIP("the sources are no git checkout, so nobody knows which files are ours");
    for (const SourceFile &file : files) {
        if (file.isCpp() && (file.isIn(u"core"_s) || file.isIn(u"ui"_s) || file.isIn(u"app"_s)))
            m_sources.push_back(file);
        else if (file.isIn(u"translations"_s) && file.path.endsWith(".ts"_L1))
            m_catalogues.push_back(readCatalogue(file));
    }
    QVERIFY(!m_catalogues.empty());
    for (const Catalogue &catalogue : m_catalogues)
        QVERIFY2(catalogue.messages.size() > 500, qPrintable(catalogue.path));
}

void TestTranslations::verify(const QStringList &problems) const
{
    QVERIFY2(problems.isEmpty(), qPrintable(u'\n' + problems.join(u'\n')));
}

void TestTranslations::everyTextIsTranslated()
{
    QStringList problems;
    for (const Catalogue &catalogue : m_catalogues) {
        for (const Message &message : catalogue.messages) {
            if (!message.type.isEmpty())
                problems += u"%1: “%2” is %3"_s.arg(catalogue.path, message.source, message.type);
            else if (message.translations.isEmpty() || message.translations.contains(QString()))
                problems += u"%1: “%2” has no translation"_s.arg(catalogue.path, message.source);
        }
    }
    verify(problems);
}

void TestTranslations::placeholdersStay()
{
    QStringList problems;
    for (const Catalogue &catalogue : m_catalogues) {
        for (const Message &message : catalogue.messages) {
            for (const QString &translation : message.translations) {
                if (!translation.isEmpty() && placeholdersOf(translation) != placeholdersOf(message.source))
                    problems += u"%1: “%2” has other placeholders than “%3”"_s.arg(catalogue.path, translation,
                                                                                   message.source);
            }
        }
    }
    verify(problems);
}

/// lupdate guesses the context of a tr() outside of QObjects; the program would look in another one.
void TestTranslations::contextsAreFound()
{
    QSet<QString> contexts = {u"stagecraft"_s};
    static const QRegularExpression spaceOrObject(u"^namespace (stagecraft::\\w+)|\\bclass (\\w+)[^;{]*\\{\\s*Q_OBJECT\\b"_s,
                                                  QRegularExpression::MultilineOption);
    for (const SourceFile &file : m_sources) {
        const QString code = file.codeLines().join(u'\n');
        QString space;
        for (const QRegularExpressionMatch &match : spaceOrObject.globalMatch(code)) {
            if (match.hasCaptured(1))
                space = match.captured(1);
            else
                contexts += space + "::"_L1 + match.captured(2);
        }
    }
    QStringList problems;
    for (const Catalogue &catalogue : m_catalogues) {
        for (const Message &message : catalogue.messages) {
            if (!contexts.contains(message.context))
                problems +=
                    u"%1: “%2” is looked for in another context than %3; use Q_DECLARE_TR_FUNCTIONS(stagecraft)"_s
                        .arg(catalogue.path, message.source, message.context);
        }
    }
    verify(problems);
}

void TestTranslations::everyTextIsCollected()
{
    QSet<QString> marked;
    QStringList problems;
    for (const Catalogue &catalogue : m_catalogues) {
        QSet<QString> collected;
        for (const Message &message : catalogue.messages)
            collected += message.source;
        for (const SourceFile &file : m_sources) {
            for (const QString &text : textsOf(file)) {
                marked += text;
                if (!collected.contains(text))
                    problems += u"%1: “%2” of %3 is missing; run ./dev translations"_s.arg(catalogue.path, text,
                                                                                           file.path);
            }
        }
        // The other way round, which also shows that this test sees what lupdate sees.
        for (const QString &text : collected - marked)
            problems += u"%1: “%2” is in no source any more; run ./dev translations"_s.arg(catalogue.path, text);
    }
    verify(problems);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
