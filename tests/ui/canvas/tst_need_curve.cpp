// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/need_curve.h"

#include <QLineF>
#include <QTest>

#include <algorithm>

using namespace stagecraft::ui;

namespace {

QList<QPointF> pointsOf(const QPainterPath &path)
{
    constexpr int samples = 400;
    QList<QPointF> points;
    for (int i = 0; i <= samples && !path.isEmpty(); ++i)
        points << path.pointAtPercent(qreal(i) / samples);
    return points;
}

bool isOn(const QList<QPointF> &points, const QPointF &point)
{
    return std::ranges::any_of(points, [&](const QPointF &other) { return QLineF(point, other).length() < 3; });
}

} // namespace

class TestNeedCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partKeepsTheShape_data();
    void partKeepsTheShape();
    void nothingIsLeftOfACurveElsewhere();
};

void TestNeedCurve::partKeepsTheShape_data()
{
    QTest::addColumn<QPainterPath>("path");
    QTest::newRow("down") << needCurve({0, 0}, {200, 900});
    QTest::newRow("up") << needCurve({0, 900}, {200, 0});
    QTest::newRow("back") << needCurve({300, 100}, {0, 800});
    QTest::newRow("bow") << bowCurve({0, 0}, {7, 900}, 48);
    QTest::newRow("level") << needCurve({0, 300}, {200, 300});
    QPainterPath lane = needCurve({0, 0}, {100, 400});
    lane.lineTo(300, 400);
    lane.connectPath(needCurve({300, 400}, {400, 900}));
    QTest::newRow("lane") << lane;
    QPainterPath lineOnly(QPointF(0, 0));
    lineOnly.lineTo(100, 900);
    QTest::newRow("line") << lineOnly;
}

void TestNeedCurve::partKeepsTheShape()
{
    QFETCH(QPainterPath, path);
    const QList<QPointF> whole = pointsOf(path);
    for (const auto &[top, bottom] : {std::pair(-10.0, 1000.0), std::pair(250.0, 420.0), std::pair(390.0, 910.0),
                                      std::pair(-50.0, 310.0), std::pair(300.0, 300.5)}) {
        const QPainterPath part = partBetween(path, top, bottom);
        const QList<QPointF> kept = pointsOf(part);
        for (const QPointF &point : whole)
            QVERIFY(point.y() < top || point.y() > bottom || isOn(kept, point));
        for (const QPointF &point : kept)
            QVERIFY(isOn(whole, point));
    }
}

void TestNeedCurve::nothingIsLeftOfACurveElsewhere()
{
    const QPainterPath longWay = needCurve({0, 0}, {200, 100000});
    QVERIFY(partBetween(longWay, -20, -10).isEmpty());
    QVERIFY(partBetween(longWay, 100001, 100002).isEmpty());
    const QRectF seen = partBetween(longWay, 50000, 50800).boundingRect();
    QVERIFY(seen.top() >= 49999 && seen.bottom() <= 50801);
}

QTEST_GUILESS_MAIN(TestNeedCurve)
#include "tst_need_curve.moc"
