// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/highlighter.h"

#include <QPlainTextDocumentLayout>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

using namespace stagecraft::ui;

class HighlighterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Two jobs of the same shape look the same, whatever script the first one has.
    void leavesAScriptWhereItEnds_data()
    {
        QTest::addColumn<QString>("script");
        QTest::newRow("list") << QStringLiteral("  script:\n    - make\n");
        QTest::newRow("list at the key") << QStringLiteral("  script:\n  - make # all\n");
        QTest::newRow("word") << QStringLiteral("  script: make\n");
        QTest::newRow("flow") << QStringLiteral("  script: [make, \"if then\"]\n");
        QTest::newRow("literal") << QStringLiteral("  script: |\n    if test a; then\n\n      make\n    fi\n");
        QTest::newRow("literal in a list") << QStringLiteral("  script:\n    - |\n      make\n    - x\n");
        QTest::newRow("text that is no script") << QStringLiteral("  description: |\n    a: b\n    c\n");
    }

    void leavesAScriptWhereItEnds()
    {
        QFETCH(QString, script);
        const QString job = QStringLiteral("build:\n  stage: test\n");
        QTextDocument document;
        document.setDocumentLayout(new QPlainTextDocumentLayout(&document));
        document.setPlainText(job + script + job);
        const Highlighter highlighter(&document, QStringLiteral("GitLab CI"));
        const int second = document.blockCount() - 3;
        for (int line : {0, 1}) {
            const auto first = document.findBlockByNumber(line).layout()->formats();
            QVERIFY(!first.isEmpty());
            QTRY_COMPARE(document.findBlockByNumber(second + line).layout()->formats(), first);
        }
    }
};

QTEST_MAIN(HighlighterTest)
#include "tst_highlighter.moc"
