// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/repository.h"
#include "ui/start/row_button.h"
#include "ui/start/sample_project.h"
#include "ui/start/start_page.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;

class TestStartPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recentRepositoriesOpen();
    void keyboardReachesEverything();
    void sampleIsARepository();
    void sampleIsLeftAsTheUserMadeIt();
};

namespace {

ui::RowButton *rowOf(const ui::StartPage &page, const QString &title)
{
    for (auto *button : page.findChildren<ui::RowButton *>()) {
        if (button->text() == title)
            return button;
    }
    return nullptr;
}

} // namespace

void TestStartPage::recentRepositoriesOpen()
{
    ui::StartPage page;
    page.setRecent({u"/somewhere/shop"_s, u"/elsewhere/blog"_s});
    page.show();
    QSignalSpy asked(&page, &ui::StartPage::recentRequested);
    QTest::mouseClick(rowOf(page, u"blog"_s), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), u"/elsewhere/blog"_s);
    page.setRecent({});
    QTRY_VERIFY(!rowOf(page, u"blog"_s));
}

void TestStartPage::keyboardReachesEverything()
{
    ui::StartPage page;
    page.setRecent({u"/somewhere/shop"_s});
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    QSignalSpy sample(&page, &ui::StartPage::sampleRequested);
    for (int i = 0; i < 8 && !rowOf(page, u"Try the sample"_s)->hasFocus(); ++i)
        QTest::keyClick(page.focusWidget() ? page.focusWidget() : &page, Qt::Key_Tab);
    QVERIFY(rowOf(page, u"Try the sample"_s)->hasFocus());
    QTest::keyClick(page.focusWidget(), Qt::Key_Space);
    QCOMPARE(sample.size(), 1);
}

void TestStartPage::sampleIsARepository()
{
    QTemporaryDir home;
    const QString directory = home.filePath(u"data/sample"_s);
    QVERIFY(ui::makeSample(directory));
    const auto facts = git::readFacts(directory);
    QVERIFY(facts);
    QCOMPARE(facts->branch, u"main"_s);
    QCOMPARE(facts->message, u"Add the sample project"_s);
    const auto files = git::projectFiles(directory, git::UntrackedFiles::LeaveOut);
    QVERIFY(files);
    QDir source(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR") + u"/resources/sample"_s);
    for (const QByteArray &name : *files) {
        const QString file = QFile::decodeName(name);
        QFile made(QDir(directory).filePath(file));
        QFile original(source.filePath(file));
        QVERIFY(made.open(QIODevice::ReadOnly) && original.open(QIODevice::ReadOnly));
        QCOMPARE(made.readAll(), original.readAll());
    }
    QVERIFY(files->contains(".gitlab-ci.yml") && files->contains(".gitignore") && files->contains("site/build.sh"));
}

void TestStartPage::sampleIsLeftAsTheUserMadeIt()
{
    QTemporaryDir home;
    QVERIFY(ui::makeSample(home.filePath(u"sample"_s)));
    QFile file(home.filePath(u"sample/.gitlab-ci.yml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine: {script: make}\n");
    file.close();
    QVERIFY(ui::makeSample(home.filePath(u"sample"_s)));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine: {script: make}\n"));
}

QTEST_MAIN(TestStartPage)
#include "tst_start_page.moc"
