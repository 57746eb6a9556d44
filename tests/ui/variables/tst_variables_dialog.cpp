// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/support/open_session.h"
#include "tests/support/private_home.h"
#include "ui/variables/variable_controller.h"
#include "ui/variables/variable_dialog.h"
#include "ui/variables/variables_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTreeWidget>

using namespace stagecraft;
using namespace stagecraft::ui;

/// Only variables that are not masked: the others would go into the keychain of whoever tests.
class TestVariablesDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addedVariablesAreUsedAndKept();
    void saysWhatGitLabWouldRefuse();
    void nothingIsKeptWhenCancelled();

private:
    /// Opens the form and types into it; the form, which is still open, is returned.
    static VariableDialog *typeVariable(VariablesDialog &dialog, const QString &key, const QString &value)
    {
        dialog.findChild<QPushButton *>(QStringLiteral("add"))->click();
        auto *form = dialog.findChild<VariableDialog *>();
        form->findChild<QLineEdit *>(QStringLiteral("key"))->setText(key);
        form->findChild<QPlainTextEdit *>(QStringLiteral("value"))->setPlainText(value);
        return form;
    }
    static VariablesDialog *openDialog(VariableController &controller)
    {
        auto *dialog = new VariablesDialog(&controller, QStringLiteral("main"));
        dialog->show();
        return dialog;
    }
};

void TestVariablesDialog::addedVariablesAreUsedAndKept()
{
    test::OpenSession open("a:\n  script: x\n  rules: [{if: '$FLAVOUR == \"sweet\"'}]\n");
    VariableController controller(&open.session);
    QVERIFY(open.session.open(open.directory.path()));
    QTRY_VERIFY(controller.isReady());
    QPointer<VariablesDialog> dialog = openDialog(controller);
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("empty"))->isVisible());
    typeVariable(*dialog, QStringLiteral("FLAVOUR"), QStringLiteral("sweet"))->accept();
    auto *table = dialog->findChild<QTreeWidget *>(QStringLiteral("variables"));
    QCOMPARE(table->topLevelItemCount(), 1);
    QCOMPARE(table->topLevelItem(0)->text(0), QStringLiteral("FLAVOUR"));
    QVERIFY(!dialog->findChild<QLabel *>(QStringLiteral("empty"))->isVisible());
    dialog->findChild<QPushButton *>(QStringLiteral("save"))->click();
    QTRY_VERIFY(dialog.isNull());
    QTRY_VERIFY(open.isAnalysed() && open.session.analysis()->selection.jobs.at(0).included);

    VariableController later(&open.session); // as after a restart
    QVERIFY(open.session.open(open.directory.path()));
    QTRY_VERIFY(later.isReady());
    QCOMPARE(later.settings().variables.size(), std::size_t(1));
    QCOMPARE(later.settings().variables.front().variable.value, std::string("sweet"));
}

void TestVariablesDialog::saysWhatGitLabWouldRefuse()
{
    test::OpenSession open("a: {script: x}\n");
    VariableController controller(&open.session);
    VariablesDialog *dialog = openDialog(controller);
    VariableDialog *form = typeVariable(*dialog, QStringLiteral("WITH-DASH"), QStringLiteral("x"));
    form->accept();
    QVERIFY(form->isVisible());
    QVERIFY(!form->findChild<QLabel *>(QStringLiteral("problem"))->text().isEmpty());
    QCOMPARE(dialog->findChild<QTreeWidget *>(QStringLiteral("variables"))->topLevelItemCount(), 0);
    delete dialog;
}

void TestVariablesDialog::nothingIsKeptWhenCancelled()
{
    test::OpenSession open("a: {script: x}\n");
    VariableController controller(&open.session);
    VariablesDialog *dialog = openDialog(controller);
    typeVariable(*dialog, QStringLiteral("A"), QStringLiteral("x"))->accept();
    dialog->reject();
    QVERIFY(controller.settings().variables.empty());
    QVERIFY(!QFile::exists(project::variableSettingsFile(open.directory.path())));
}

QTEST_MAIN(TestVariablesDialog)
#include "tst_variables_dialog.moc"
