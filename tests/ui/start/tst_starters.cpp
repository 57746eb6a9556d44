// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/analysis.h"
#include "tests/support/open_session.h"
#include "ui/start/starter_dialog.h"
#include "ui/start/starters.h"

#include <QDir>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace stagecraft;
using namespace Qt::StringLiterals;

class TestStarters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFileIsListed();
    void isValid_data();
    void isValid();
    void fitsItsRunner_data();
    void fitsItsRunner();
    void oneUndoStepBringsTheOldTextBack();
    void leavesAnExistingRunnerAlone();
    void chooserShowsTheTextAndAnswersWithIt();
};

namespace {

void addAll()
{
    QTest::addColumn<QByteArray>("id");
    for (const ui::Starter &starter : ui::starters())
        QTest::newRow(starter.id) << QByteArray(starter.id);
}

const ui::Starter &byId(const QByteArray &id)
{
    return *std::ranges::find_if(ui::starters(), [&](const ui::Starter &starter) { return id == starter.id; });
}

QString describeAll(const text::Diagnostics &diagnostics)
{
    QStringList lines;
    for (const text::Diagnostic &diagnostic : diagnostics)
        lines += u"%1:%2 %3"_s.arg(diagnostic.file).arg(diagnostic.position.line + 1).arg(diagnostic.message);
    return lines.join(u'\n');
}

} // namespace

void TestStarters::everyFileIsListed()
{
    QStringList listed;
    for (const ui::Starter &starter : ui::starters())
        listed += QString::fromLatin1(starter.id) + u".yml"_s;
    listed.sort();
    const QDir files(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR") + u"/resources/starters"_s);
    QCOMPARE(listed, files.entryList({u"*.yml"_s}, QDir::Files, QDir::Name));
    QVERIFY(listed.size() >= 12);
}

void TestStarters::isValid_data()
{
    addAll();
}

/// No error of GitLab's and no advice of ours, for a branch, the default branch, a tag and a merge request.
void TestStarters::isValid()
{
    QFETCH(QByteArray, id);
    expand::Context branch;
    branch.ref = "topic";
    branch.source = "push";
    expand::Context main = branch;
    main.ref = "main";
    expand::Context tag = branch;
    tag.ref = "v1.0";
    tag.tag = true;
    for (const expand::Context &context : {branch, main, tag}) {
        project::AnalysisInput input;
        input.pipeline = text::TextBuffer(ui::starterText(byId(id)));
        input.context = context;
        const auto analysis = project::analyse(input);
        QVERIFY2(analysis->diagnostics.empty(), qPrintable(describeAll(analysis->diagnostics)));
        QVERIFY(analysis->effective.valid);
        QVERIFY(analysis->source.editable);
    }
}

void TestStarters::fitsItsRunner_data()
{
    addAll();
}

void TestStarters::fitsItsRunner()
{
    QFETCH(QByteArray, id);
    test::OpenSession open({});
    ui::applyStarter(&open.session, byId(id));
    QVERIFY(open.waitForAnalysis());
    QCOMPARE(open.pipeline(), ui::starterText(byId(id)));
    QVERIFY2(open.session.analysis()->diagnostics.empty(), qPrintable(describeAll(open.session.analysis()->diagnostics)));
    const auto written = runner::modeOf(open.session.buffer(ui::Document::Config));
    QCOMPARE(written ? std::optional(written->mode) : std::nullopt, byId(id).mode);
}

void TestStarters::oneUndoStepBringsTheOldTextBack()
{
    test::OpenSession open("old:\n  script: make\n");
    ui::applyStarter(&open.session, ui::starters().front());
    QVERIFY(!open.pipeline().startsWith("old"));
    open.session.undo();
    QCOMPARE(open.pipeline(), QByteArray("old:\n  script: make\n"));
    QCOMPARE(open.config(), QByteArray());
    QVERIFY(!open.session.canUndo());
}

void TestStarters::leavesAnExistingRunnerAlone()
{
    const QByteArray config = "[[runners]]\n  executor = \"shell\"\n";
    test::OpenSession open({}, config);
    ui::applyStarter(&open.session, byId("docker-dind"));
    QCOMPARE(open.config(), config);
}

void TestStarters::chooserShowsTheTextAndAnswersWithIt()
{
    auto *dialog = new ui::StarterDialog(u"note"_s);
    QString chosen;
    connect(dialog, &ui::StarterDialog::chosen, this, [&](const ui::Starter &starter) { chosen = QString::fromLatin1(starter.id); });
    dialog->open();
    auto *list = dialog->findChild<QListWidget *>();
    QCOMPARE(list->count(), static_cast<int>(ui::starters().size()));
    list->setCurrentRow(4);
    const auto *preview = dialog->findChild<QPlainTextEdit *>(u"preview"_s);
    QCOMPARE(preview->toPlainText().toUtf8(), ui::starterText(ui::starters()[4]));
    dialog->accept();
    QCOMPARE(chosen, QString::fromLatin1(ui::starters()[4].id));
}

QTEST_MAIN(TestStarters)
#include "tst_starters.moc"
