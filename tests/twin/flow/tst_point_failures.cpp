#include "twin/flow/point_failures.h"

#include <QTest>

#include <string>

using namespace twin::flow;

namespace {

NetworkEvent of(double time_s, EventAction action, std::uint32_t arc, std::optional<double> value = {})
{
    return {time_s, action, EventKind::Arc, arc, value};
}

/// `TIME:LEFT` for degradations, `TIME:R` for what restores, in the order of the list.
std::string textOf(const std::vector<NetworkEvent>& events)
{
    std::string out;
    for (const NetworkEvent& event : events) {
        out += (out.empty() ? "" : " ") + std::to_string(static_cast<int>(event.time_s)) + ":";
        out += event.action == EventAction::Degrade
                   ? std::to_string(static_cast<int>(event.value.value_or(-1) * 100))
                   : "R";
    }
    return out;
}

} // namespace

/// Failures of single arcs as capacities through time; the answers are worked by hand.
class TestPointFailures : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void failuresBecomeCapacities_data()
    {
        using A = EventAction;
        QTest::addColumn<std::vector<NetworkEvent>>("events");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, std::vector<NetworkEvent> events, const char* expected) {
            QTest::newRow(name) << std::move(events) << QByteArray(expected);
        };
        row("usual repair", {of(10, A::Fail, 7)}, "10:0 110:100");
        row("own repair", {of(10, A::Fail, 7, 5)}, "10:0 15:100");
        row("restored before", {of(10, A::Fail, 7), of(20, A::Restore, 7)}, "10:0 20:R");
        row("overlapping", {of(10, A::Fail, 7, 50), of(20, A::Fail, 7, 10)}, "10:0 20:0 60:100");
        row("one after the other", {of(10, A::Fail, 7, 5), of(20, A::Fail, 7, 5)}, "10:0 15:100 20:0 25:100");
        row("degraded before", {of(5, A::Degrade, 7, 0.5), of(10, A::Fail, 7, 5)}, "5:50 10:0 15:50");
        row("degraded meanwhile", {of(10, A::Fail, 7, 5), of(12, A::Degrade, 7, 0.25)}, "10:0 15:25");
        row("restored, then failed again",
            {of(10, A::Fail, 7, 50), of(20, A::Restore, 7), of(30, A::Fail, 7, 5)}, "10:0 20:R 30:0 35:100");
        row("out of order in the file", {of(30, A::Fail, 7, 5), of(10, A::Degrade, 7, 0.5)},
            "10:50 30:0 35:50");
        row("arcs that do not fail stay as they are", {of(5, A::Degrade, 8, 0.5), of(5, A::Restore, 8)},
            "5:50 5:R");
    }

    void failuresBecomeCapacities()
    {
        QFETCH(std::vector<NetworkEvent>, events);
        QFETCH(QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(textOf(withoutArcFailures(events, 100))), expected);
    }

    void otherEventsKeepTheirOrder()
    {
        const NetworkEvent cut{50, EventAction::Fail, EventKind::Conduit, 1, {}};
        const NetworkEvent stop{1, EventAction::Stop, EventKind::Flow, 2, {}};
        const auto events = withoutArcFailures({cut, of(10, EventAction::Fail, 7), stop}, 100);
        QCOMPARE(events.size(), std::size_t{4});
        QCOMPARE(events[0].kind, EventKind::Conduit);
        QCOMPARE(events[1].kind, EventKind::Flow);
    }
};

QTEST_APPLESS_MAIN(TestPointFailures)
#include "tst_point_failures.moc"
