// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Wherever the cursor stands in a real pipeline, help answers, and with places that exist.
#include "core/assist/complete.h"
#include "core/assist/definition.h"
#include "core/assist/hover.h"
#include "tests/core/assist/marked_text.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace stagecraft;

namespace {

/// So many places of one file are enough, spread evenly.
constexpr qsizetype MostPlaces = 150;

bool isInside(text::TextRange range, const text::TextBuffer &buffer)
{
    return 0 <= range.begin && range.begin <= range.end && range.end <= buffer.size();
}

} // namespace

class EverywhereTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAtEveryPlace_data();
    void answersAtEveryPlace();
    void answersInBrokenText();

private:
    static void check(const text::TextBuffer &buffer, const test::MarkedText &known, qsizetype offset);
};

void EverywhereTest::check(const text::TextBuffer &buffer, const test::MarkedText &known, qsizetype offset)
{
    const assist::Completion completion = assist::complete(buffer, known.known(), offset);
    QVERIFY2(isInside(completion.range, buffer), qPrintable(QString::number(offset)));
    QVERIFY2(completion.range.begin <= offset && offset <= completion.range.end, qPrintable(QString::number(offset)));
    for (const assist::CompletionItem &item : completion.items)
        QVERIFY(item.caret >= 0 && item.caret <= item.insertion.size() && !item.label.isEmpty());
    if (const auto hover = assist::hover(known.known(), offset))
        QVERIFY2(isInside(hover->range, known.buffer), qPrintable(QString::number(offset)));
    for (const auto &places : {assist::definition(known.known(), offset), assist::uses(known.known(), offset)}) {
        for (const assist::Location &place : places)
            QVERIFY2(!place.file.isEmpty() || isInside(place.range, known.buffer), qPrintable(QString::number(offset)));
    }
}

void EverywhereTest::answersAtEveryPlace_data()
{
    QTest::addColumn<QString>("path");
    const QDir source(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR", QStringLiteral(".")));
    for (const QString &folder : {QStringLiteral("../shared/corpus"), QStringLiteral("../../shared/corpus"),
                                  QStringLiteral("resources/starters"), QStringLiteral("resources/sample")}) {
        QDirIterator files(source.filePath(folder), {QStringLiteral("*.yml")}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QTest::newRow(qPrintable(source.relativeFilePath(path))) << path;
        }
    }
}

void EverywhereTest::answersAtEveryPlace()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray bytes = file.readAll();
    const test::MarkedText known(bytes.replace('|', '>'));
    const qsizetype step = std::max<qsizetype>(1, known.buffer.size() / MostPlaces);
    for (qsizetype offset = 0; offset <= known.buffer.size(); offset += step)
        check(known.buffer, known, offset);
}

void EverywhereTest::answersInBrokenText()
{
    const QByteArray whole = "\xef\xbb\xbfstages: [a, b]\r\nx: &anchor\n  script:\n    - >\n      $A ${B\n  needs: [{job: \"y\", 'art: *anchor\n---\n"
                             "? a\n: b\nt:\n\t- c\n  - !reference [x, script]\n  rules: [if: '$A\"]\n\xff\xfe: $[[ inputs.\n";
    // Cut anywhere, asked anywhere; the knowledge is that of the whole text, so older and newer than what is asked about.
    const test::MarkedText known(whole);
    for (qsizetype size = 0; size <= whole.size(); size += 7) {
        const text::TextBuffer cut(whole.first(size));
        const test::MarkedText own(whole.first(size));
        for (qsizetype offset = 0; offset <= size; ++offset) {
            const assist::Completion completion = assist::complete(cut, known.known(), offset);
            QVERIFY(isInside(completion.range, cut));
            check(cut, own, offset);
        }
    }
}

QTEST_GUILESS_MAIN(EverywhereTest)
#include "tst_everywhere.moc"
