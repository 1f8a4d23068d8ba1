#include "app/ctl/command_table.h"
#include "models/calculators/calculator.h"

#include <QTest>

#include <algorithm>

using namespace models;
using app::ctl::Command;
using app::ctl::OptionSpec;

/// The console's calculators and `suanwangctl efficiency` ask for the same things, in the same ranges.
class TstCalculatorFields : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void fieldsAreTheOptionsOfTheCommandLine_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < kCalculatorCount; ++kind) {
            QTest::newRow(models::calculator(static_cast<CalculatorKind>(kind)).command) << kind;
        }
    }

    void fieldsAreTheOptionsOfTheCommandLine()
    {
        QFETCH(int, kind);
        const Calculator calculator = models::calculator(static_cast<CalculatorKind>(kind));
        const Command efficiency = app::ctl::efficiencyCommand();
        const auto command =
            std::ranges::find(efficiency.subcommands, std::string(calculator.command), &Command::name);
        QVERIFY(command != efficiency.subcommands.end());
        for (const CalculatorField& field : calculator.fields) {
            const auto option =
                std::ranges::find(command->options, std::string(field.option), &OptionSpec::name);
            QVERIFY2(option != command->options.end(), field.option);
            if (!field.choiceWords.isEmpty()) {
                QCOMPARE(field.choiceWords.size(), static_cast<qsizetype>(option->choices.size()));
                for (qsizetype i = 0; i < field.choiceWords.size(); ++i) {
                    QCOMPARE(field.choiceWords[i].toStdString(),
                             option->choices[static_cast<std::size_t>(i)]);
                }
                QCOMPARE(field.choiceWords[static_cast<qsizetype>(field.value)].toStdString(),
                         option->fallback);
                continue;
            }
            QVERIFY2(field.min == option->range.min && field.max == option->range.max, field.option);
            QVERIFY2(field.value == std::stod(option->fallback), field.option);
            QVERIFY2(field.isWhole == (option->kind == OptionSpec::Kind::Integer), field.option);
        }
    }
};

QTEST_GUILESS_MAIN(TstCalculatorFields)
#include "tst_calculator_fields.moc"
