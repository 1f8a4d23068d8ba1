#include "app/ctl/command_table.h"
#include "app/ctl/number_check.h"
#include "app/ctl/scenario_run_text.h"
#include "app/ctl/serve_status.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <memory>

using namespace app::ctl;

namespace {

twin::state::Snapshot emptySnapshot()
{
    twin::state::Snapshot out;
    out.registry = std::make_shared<const twin::registry::Registry>();
    out.alarms = std::make_shared<const std::vector<twin::state::Alarm>>();
    out.sources = std::make_shared<const std::vector<twin::state::SourceStatus>>();
    return out;
}

} // namespace

/// Rules every command's options keep.
class TstCommandTable : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// What is counted of a situation is bad news, but for cards: the first line of its answer may leave
    /// none out, or it says that all is well.
    void whatAlarmsIsInTheFirstLine()
    {
        std::size_t alarming = 0;
        for (const auto& figure : twin::scenario::figuresOf(twin::scenario::Situation(), nullptr)) {
            const bool isOfCards = figure.key.starts_with("cards");
            if (figure.unit == twin::scenario::FigureUnit::Count && !isOfCards) {
                QVERIFY2(isAlarming(figure.key), figure.key.c_str());
                ++alarming;
            }
        }
        QVERIFY(alarming > 10);
    }

    /// The first line of `serve` may come before the first snapshot: its fields are those of every line.
    void aStatusWithoutASnapshotHasAllFields()
    {
        ServeStatus status;
        const auto bare = QJsonDocument::fromJson(QByteArray::fromStdString(statusJson(status))).object();
        status.snapshot = std::make_shared<const twin::state::Snapshot>(emptySnapshot());
        const auto whole = QJsonDocument::fromJson(QByteArray::fromStdString(statusJson(status))).object();
        QCOMPARE(bare.keys(), whole.keys());
        QCOMPARE(bare.value(QStringLiteral("alarms")), QJsonValue(0));
    }

    void numbersOutsideTheirRangeAreNamed_data()
    {
        QTest::addColumn<bool>("whole");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("least") << false << "-1.5" << true;
        QTest::newRow("most") << false << "1e3" << true;
        QTest::newRow("below") << false << "-1.51" << false;
        QTest::newRow("above") << false << "1000.1" << false;
        QTest::newRow("empty") << false << "" << false;
        QTest::newRow("blank after") << false << "1 " << false;
        QTest::newRow("decimal comma") << false << "0,5" << false;
        QTest::newRow("infinite") << false << "inf" << false;
        QTest::newRow("not a number") << false << "nan" << false;
        QTest::newRow("over all doubles") << false << "1e999" << false;
        QTest::newRow("whole") << true << "-1" << true;
        QTest::newRow("a fraction") << true << "0.5" << false;
        QTest::newRow("over 64 bits") << true << "99999999999999999999" << false;
    }

    void numbersOutsideTheirRangeAreNamed()
    {
        QFETCH(bool, whole);
        QFETCH(QString, text);
        QFETCH(bool, good);
        OptionSpec spec;
        spec.kind = whole ? OptionSpec::Kind::Integer : OptionSpec::Kind::Number;
        spec.range = {-1.5, 1000};
        const std::string problem = numberProblem(spec, text.toStdString());
        QCOMPARE(problem.empty(), good);
        QVERIFY(good || problem.find("'" + text.toStdString() + "'") != std::string::npos);
        QVERIFY(good || problem.find("-1.5 to 1000") != std::string::npos);
    }

    void whatIsUsedWhenNothingIsGivenIsWithinTheRange()
    {
        int numbers = 0;
        for (const Command& command : commandTable()) {
            numbers += checkFallbacks(command);
        }
        QVERIFY(numbers >= 12);
    }

  private:
    static int checkFallbacks(const Command& command)
    {
        int numbers = 0;
        for (const OptionSpec& spec : command.options) {
            if (rangeText(spec).empty()) {
                continue;
            }
            ++numbers;
            const std::string problem = spec.fallback.empty() ? "" : numberProblem(spec, spec.fallback);
            [&] {
                QVERIFY2(problem.empty(), (command.name + " " + spec.name + ": " + problem).c_str());
            }();
        }
        for (const Command& sub : command.subcommands) {
            numbers += checkFallbacks(sub);
        }
        return numbers;
    }
};

QTEST_GUILESS_MAIN(TstCommandTable)
#include "tst_command_table.moc"
