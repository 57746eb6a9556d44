// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What jobs may do is shown in words, and no hasty Return agrees to what is serious.
#include "tests/support/private_home.h"

#include "ui/runner/access_dialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stagecraft;
using namespace stagecraft::ui;

class AccessDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsEachRight();
    void returnRefusesWhatIsSerious_data();
    void returnRefusesWhatIsSerious();
    void remembersWhenTold();

private:
    static runner::RunnerSettings docker(bool privileged)
    {
        runner::RunnerSettings settings;
        settings.executor = runner::RunnerSettings::Executor::Docker;
        settings.privileged = privileged;
        settings.volumes = {"/cache"};
        return settings;
    }
};

void AccessDialogTest::showsEachRight()
{
    runner::RunnerSettings settings = docker(true);
    settings.volumes = {"/var/run/docker.sock:/var/run/docker.sock", "/srv/data:/data"};
    const QList<runner::RunAccess> access = runner::runAccess(settings);
    auto *dialog = new AccessDialog(access);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    for (const runner::RunAccess &one : access) {
        for (const QString &text : {one.title, one.text}) {
            QLabel *found = nullptr;
            for (QLabel *label : dialog->findChildren<QLabel *>())
                found = label->text() == text ? label : found;
            QVERIFY2(found && found->isVisible(), qPrintable(text));
            QVERIFY2(found->height() >= found->heightForWidth(found->width()), "the text is cut off");
        }
    }
    dialog->close();
}

void AccessDialogTest::returnRefusesWhatIsSerious_data()
{
    QTest::addColumn<bool>("isSerious");
    QTest::newRow("serious") << true;
    QTest::newRow("plain") << false;
}

void AccessDialogTest::returnRefusesWhatIsSerious()
{
    QFETCH(bool, isSerious);
    auto *dialog = new AccessDialog(runner::runAccess(docker(isSerious)));
    QSignalSpy finished(dialog, &QDialog::finished);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toInt(), isSerious ? int(QDialog::Rejected) : int(QDialog::Accepted));
}

void AccessDialogTest::remembersWhenTold()
{
    for (const bool remember : {true, false}) {
        auto *dialog = new AccessDialog(runner::runAccess(docker(true)));
        dialog->open();
        dialog->findChild<QCheckBox *>()->setChecked(remember);
        bool isRemembered = !remember;
        connect(dialog, &QDialog::accepted, dialog, [&] { isRemembered = dialog->isRemembered(); });
        dialog->findChild<QPushButton *>(u"run"_s)->click();
        QCOMPARE(isRemembered, remember);
    }
}

QTEST_MAIN(AccessDialogTest)
#include "tst_access_dialog.moc"
