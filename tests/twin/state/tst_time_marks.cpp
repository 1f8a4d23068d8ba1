#include "twin/state/time_marks.h"

#include <QTest>

using namespace twin;
using namespace twin::state;

namespace {

Alarm alarm(const char* resource, Severity severity, const char* type = "t")
{
    Alarm out;
    out.resourceId = resource;
    out.type = type;
    out.severity = severity;
    return out;
}

std::string text(const std::vector<TimeMark>& marks)
{
    std::string out;
    for (const TimeMark& mark : marks) {
        out += std::to_string(mark.time) + ' ' + mark.resourceId + '/' + mark.type + ' ' +
               std::to_string(int(mark.was)) + '>' + std::to_string(int(mark.severity)) + '\n';
    }
    return out;
}

} // namespace

class TestTimeMarks final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void equalListsMarkNothing()
    {
        std::vector<TimeMark> marks;
        const std::vector<Alarm> list{alarm("a", Severity::Major), alarm("b", Severity::Minor)};
        const std::vector<Alarm> reversed{list[1], list[0]};
        appendMarks(marks, list, reversed, 7);
        appendMarks(marks, {}, {}, 8);
        QVERIFY(marks.empty());
    }

    void raisedChangedAndCleared()
    {
        std::vector<TimeMark> marks;
        appendMarks(
            marks,
            {alarm("gone", Severity::Major), alarm("same", Severity::Minor), alarm("worse", Severity::Minor)},
            {alarm("worse", Severity::Critical), alarm("new", Severity::Warning),
             alarm("same", Severity::Minor)},
            9);
        const auto step = [](Severity was, Severity is) {
            return std::to_string(int(was)) + '>' + std::to_string(int(is)) + '\n';
        };
        QCOMPARE(text(marks), "9 gone/t " + step(Severity::Major, Severity::Cleared) + "9 new/t " +
                                  step(Severity::Cleared, Severity::Warning) + "9 worse/t " +
                                  step(Severity::Minor, Severity::Critical));
    }

    void twoAlarmsOfOneResourceAreTwo()
    {
        std::vector<TimeMark> marks;
        appendMarks(marks, {alarm("a", Severity::Major, "x")}, {alarm("a", Severity::Major, "y")}, 1);
        QCOMPARE(marks.size(), std::size_t{2});
    }

    void ofTooManyTheWorstStayInOrder()
    {
        std::vector<TimeMark> marks;
        for (int i = 0; i < 10; ++i) {
            appendMarks(marks, {}, {alarm("a", i % 5 == 0 ? Severity::Critical : Severity::Warning)}, i);
        }
        const auto kept = worstMarks(marks, 4);
        QCOMPARE(kept.size(), std::size_t{4});
        std::vector<TimeNs> times;
        for (const TimeMark& mark : kept) {
            times.push_back(mark.time);
        }
        QCOMPARE(times, (std::vector<TimeNs>{0, 5, 8, 9}));
        QCOMPARE(worstMarks(marks, 10), marks);
        QVERIFY(worstMarks(marks, 0).empty());
    }

    void aClearingCountsAsWhatItCleared()
    {
        std::vector<TimeMark> marks;
        appendMarks(marks, {alarm("a", Severity::Critical)}, {}, 1);
        appendMarks(marks, {}, {alarm("b", Severity::Major)}, 2);
        QCOMPARE(worstMarks(marks, 1).front().resourceId, std::string("a"));
    }
};

QTEST_GUILESS_MAIN(TestTimeMarks)
#include "tst_time_marks.moc"
