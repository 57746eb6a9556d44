// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/remove_tree.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <thread>

using namespace stagecraft;

namespace {

void write(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
}

} // namespace

class TestRemoveTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void removesReadOnlyDirectories();
    void leavesWhatALinkNames();
    void removesWhatOthersRemoveToo();
    void isContentWithNothing();

private:
    std::string tree() const { return QFile::encodeName(m_tree).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_tree;
};

void TestRemoveTree::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_tree = m_directory->filePath(QStringLiteral("tree"));
    QVERIFY(QDir().mkpath(m_tree + QStringLiteral("/job/build")));
}

void TestRemoveTree::removesReadOnlyDirectories()
{
    write(m_tree + QStringLiteral("/job/build/file"));
    QVERIFY(QFile::setPermissions(m_tree + QStringLiteral("/job/build"), QFile::ReadOwner | QFile::ExeOwner));
    QVERIFY(removeTree(tree()));
    QVERIFY(!QFile::exists(m_tree));
}

void TestRemoveTree::leavesWhatALinkNames()
{
    const QString kept = m_directory->filePath(QStringLiteral("kept"));
    write(kept);
    QVERIFY(QFile::link(kept, m_tree + QStringLiteral("/job/link")));
    QVERIFY(removeTree(tree()));
    QVERIFY(!QFile::exists(m_tree));
    QVERIFY(QFile::exists(kept));
}

void TestRemoveTree::removesWhatOthersRemoveToo()
{
    for (int round = 0; round < 200; ++round) {
        QVERIFY(QDir().mkpath(m_tree + QStringLiteral("/job/build")));
        for (int i = 0; i < 60; ++i)
            write(m_tree + QStringLiteral("/job/%1").arg(i));
        std::thread other([part = tree() + "/job"] { removeTree(part); });
        const bool removed = removeTree(tree());
        other.join();
        QVERIFY(removed);
        QVERIFY(!QFile::exists(m_tree));
    }
}

void TestRemoveTree::isContentWithNothing()
{
    QVERIFY(removeTree(tree() + "/there/is/none"));
}

QTEST_GUILESS_MAIN(TestRemoveTree)
#include "tst_remove_tree.moc"
