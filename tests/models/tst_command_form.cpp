#include "models/planner/field_text.h"
#include "models/planner/form_values.h"
#include "twin/scenario/document.h"

#include <QSet>
#include <QTest>

#include <set>

using namespace models;
using namespace twin::scenario;

namespace {

/// A command with every field said, one of each kind.
std::vector<Command> fullCommands()
{
    const Target link{TargetKind::Link, "L.\"BEJ\"~XIA"};
    const twin::scenario::Moment later{false, 5'400'500 * twin::kMillisecond};
    const twin::scenario::Moment evening{true, 1'790'000'000'000'000'000 + 123'000'000};
    const std::vector<CardsAt> cards{{"CN.64.E001.640500-001", 400}, {"pool two", 1}};
    AddLink addLink{"L.new", "S.BEJ", "S.XIA", "A", 1'234'567'891, {"D.1", "D.2"}, 4'900'001, 8};
    AddDemand demand{"F.new", "S.BEJ", "S.XIA", 0.1 + 0.2 + 1e9, 123'456'789'012, evening, "t"};
    SubmitJob job{"J.new", "t", "cross_train", "NPU-320", cards, 177'000'000'000, 3, 40e9};
    PlannedWork work{
        "W.1", {link, {TargetKind::Province, "640000"}, {TargetKind::ServiceNode, "N 1"}}, false};
    const PoolSelection pool{"CN.64.E001.640500-001", "", 0};
    const DemandSelection which{"elephant", "S.BEJ", 640'000};
    return {{Fail{{TargetKind::Province, "640000"}, false}, {}, {}, "note"},
            {Degrade{link, 0.3}, later, evening, "半"},
            {Drain{{TargetKind::Source, "north"}}, {}, later, {}},
            {Restore{{TargetKind::IdentifierService, "N"}}, evening, {}, {}},
            {addLink, {}, {}, {}},
            {AddConduit{"D.new", "S.BEJ", "S.XIA", 1'234'567}, {}, {}, {}},
            {AddPool{"CN.64.E001.640500-009", "CN.64.E001.640500-001", 0.001}, {}, {}, {}},
            {Remove{{TargetKind::Pool, "CN.64.E001.640500-001"}}, {}, {}, {}},
            {ResizeLink{"L", 999'999'999'999'999'999}, {}, {}, {}},
            {ResizeConduit{"D", 1.0 / 3}, {}, {}, {}},
            {ResizePool{"P", 1e-3}, {}, {}, {}},
            {PlannedBuilds{}, later, {}, {}},
            {SetPrice{pool, 1000}, {}, {}, {}},
            {SetTariff{{"", "E001", 0}, 4'321}, {}, {}, {}},
            {SetPue{{"", "", 640'000}, 1.08}, {}, {}, {}},
            {ScaleDemand{which, 0}, {}, {}, {}},
            {Growth{which, -0.9}, {}, {}, {}},
            {demand, {}, {}, {}},
            {job, {}, {}, {}},
            {MoveJob{"J", cards}, {}, {}, {}},
            {CancelJob{"J"}, {}, {}, {}},
            {SetPolicy{RoutingCost::Hops, 0.85}, {}, {}, {}},
            {work, twin::scenario::Moment{}, later, {}}};
}

FormAnswer read(const Command& command, const FormValues& values)
{
    return FormReader::read(CommandForms::of(command.action.index()), values);
}

} // namespace

/// Forms of commands: the same as files, in both directions, and no more.
class TestCommandForm : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void everyKindHasAForm()
    {
        QSet<QString> names;
        const QList<CommandForm> all = CommandForms::all();
        QCOMPARE(all.size(), qsizetype(std::variant_size_v<Action>));
        for (const CommandForm& form : all) {
            names.insert(form.name);
            QVERIFY2(!form.title.isEmpty() && !form.help.isEmpty(), qPrintable(form.name));
            QCOMPARE(form.fields.size(), qsizetype(fieldsOf(form.action).size()) + 3);
            for (const FormField& field : form.fields) {
                QVERIFY2(!field.label.isEmpty(), qPrintable(form.name + u'.' + field.name));
            }
        }
        QCOMPARE(names.size(), all.size());
    }

    void commandsComeBackAsTheyWere_data()
    {
        QTest::addColumn<int>("number");
        std::set<std::size_t> kinds;
        const auto all = fullCommands();
        for (std::size_t i = 0; i < all.size(); ++i) {
            kinds.insert(all[i].action.index());
            QTest::newRow(std::string(actionName(all[i].action)).c_str()) << int(i);
        }
        QCOMPARE(kinds.size(), std::variant_size_v<Action>);
    }

    void commandsComeBackAsTheyWere()
    {
        QFETCH(int, number);
        const Command command = fullCommands()[static_cast<std::size_t>(number)];
        const FormValues values = formValues(command);
        const FormAnswer answer = read(command, values);
        QVERIFY2(answer.command, qPrintable(answer.field + QStringLiteral(": ") + answer.reason));
        QCOMPARE(commandText(*answer.command), commandText(command));
        QCOMPARE(formValues(*answer.command), values);
        // Without what is not required it is a command, too, or says what is missing.
        FormValues least;
        for (const FormField& field : CommandForms::of(command.action.index()).fields) {
            if (field.isRequired) {
                least[field.name] = values.value(field.name);
            }
        }
        const FormAnswer fewer = read(command, least);
        QVERIFY2(fewer.command || fewer.isIncomplete, qPrintable(fewer.reason));
    }

    void aJobHasPlacesOrCards()
    {
        SubmitJob job{"J.new", "t", "intra_train", "NPU-320", {{"P.1", 8}}, 0, 0, 0};
        const Command command{job, {}, {}, {}};
        FormValues values = formValues(command);
        QVERIFY(read(command, values).command);
        values[QStringLiteral("cards")] = QStringLiteral("8");
        const FormAnswer both = read(command, values);
        QVERIFY(!both.command && !both.isIncomplete);
        QCOMPARE(both.field, QStringLiteral("cards"));
        values.remove(QStringLiteral("placements"));
        QVERIFY(read(command, values).command);
        values.remove(QStringLiteral("cards"));
        const FormAnswer neither = read(command, values);
        QVERIFY(!neither.command && neither.isIncomplete);
        QCOMPARE(neither.field, QStringLiteral("cards"));
    }

    void whatIsNeededIsAskedFor_data() { commandsComeBackAsTheyWere_data(); }

    void whatIsNeededIsAskedFor()
    {
        QFETCH(int, number);
        const Command command = fullCommands()[static_cast<std::size_t>(number)];
        for (const FormField& field : CommandForms::of(command.action.index()).fields) {
            if (field.isRequired) {
                FormValues values = formValues(command);
                values[field.name] = QStringLiteral("  ");
                const FormAnswer answer = read(command, values);
                QVERIFY(!answer.command && answer.isIncomplete);
                QCOMPARE(answer.field, field.name);
                QVERIFY(answer.reason.contains(field.label));
            }
        }
    }

    /// Just inside and just outside of every range files have, and what is no number at all.
    void everyRangeIsKept_data() { commandsComeBackAsTheyWere_data(); }

    void everyRangeIsKept()
    {
        QFETCH(int, number);
        const Command command = fullCommands()[static_cast<std::size_t>(number)];
        const CommandForm form = CommandForms::of(command.action.index());
        for (const FormField& field : form.fields) {
            const bool isRate = field.kind == FormField::Kind::Rate;
            if (field.kind != FormField::Kind::Number && !isRate) {
                continue;
            }
            const auto typed = [&](const QString& inFile) {
                return isRate ? field_text::rateText(inFile) : field_text::shifted(inFile, -field.shift);
            };
            const auto answerOf = [&](const QString& text) {
                FormValues values = formValues(command);
                values[field.name] = text;
                if (form.name == u"submit_job" && field.name == u"cards") {
                    values.remove(QStringLiteral("placements")); // one or the other
                }
                return FormReader::read(form, values);
            };
            const QString least = field_text::digits(field.least);
            const QString most = field_text::digits(field.most);
            for (const QString& inside : {least, most}) {
                const FormAnswer answer = answerOf(typed(inside));
                QVERIFY2(answer.command, qPrintable(form.name + u'.' + field.name + u' ' + typed(inside) +
                                                    u' ' + answer.reason));
            }
            const QString below = field_text::digits(field.least - (field.isWhole ? 1 : 1e-7));
            const QString above = field_text::digits(field.most * 1.001 + 1);
            QStringList outside{typed(above),          QStringLiteral("NaN"),   QStringLiteral("inf"),
                                QStringLiteral("1e3"), QStringLiteral("1,5"),   QStringLiteral("0x10"),
                                QStringLiteral("--1"), QStringLiteral("1.2.3"), QStringLiteral("."),
                                QString(50, u'9'),     QStringLiteral("1 }"),   QStringLiteral("٣")};
            if (!isRate) {
                outside.append(typed(below));
            }
            if (field.isWhole) {
                outside.append(isRate ? QStringLiteral("1.5 b/s")
                                      : field_text::shifted(QStringLiteral("1.5"), -field.shift));
            }
            for (const QString& text : outside) {
                const FormAnswer answer = answerOf(text);
                QVERIFY2(!answer.command && !answer.isIncomplete,
                         qPrintable(form.name + u'.' + field.name + u' ' + text));
                QCOMPARE(answer.field, field.name);
                QVERIFY(!answer.reason.isEmpty());
            }
        }
    }

    void hostileValuesAreRefusedAtTheirField_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<FormValues>("values");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* name, const char* form, const FormValues& values, const char* field) {
            QTest::newRow(name) << QString::fromLatin1(form) << values << QString::fromLatin1(field);
        };
        const QString longText(300, u'x');
        const FormValues link{{QStringLiteral("what"), QStringLiteral("link")},
                              {QStringLiteral("id"), QStringLiteral("L")}};
        const auto with = [](FormValues values, const char* name, const QString& value) {
            values[QString::fromLatin1(name)] = value;
            return values;
        };
        row("too long", "fail", with(link, "id", longText), "id");
        row("too long in bytes", "fail", with(link, "id", QString(100, u'网')), "id");
        row("a kind there is not", "fail", with(link, "what", QStringLiteral("moon")), "what");
        row("a kind that cannot go", "remove", with(link, "what", QStringLiteral("site")), "what");
        row("a province that is none", "fail",
            with(with(link, "what", QStringLiteral("province")), "id", QStringLiteral("999999")), "id");
        row("no moment", "fail", with(link, "at", QStringLiteral("tomorrow")), "at");
        row("before the beginning", "fail", with(link, "at", QStringLiteral("+-1:00")), "at");
        row("minutes over 59", "fail", with(link, "at", QStringLiteral("+1:75")), "at");
        row("a thousand years", "fail", with(link, "until", QStringLiteral("+9000000:00")), "until");
        row("ends first", "fail",
            with(with(link, "at", QStringLiteral("+2:00")), "until", QStringLiteral("+1:00")), "until");
        row("a long note", "fail", with(link, "note", longText), "note");
        row("no yes or no", "fail",
            with(with(with(link, "what", QStringLiteral("province")), "id", QStringLiteral("640000")),
                 "with_sites", QStringLiteral("perhaps")),
            "with_sites");
        const FormValues move{{QStringLiteral("id"), QStringLiteral("J")}};
        row("no cards", "move_job", with(move, "placements", QStringLiteral("P")), "placements");
        row("zero cards", "move_job", with(move, "placements", QStringLiteral("P 0")), "placements");
        row("half a card", "move_job", with(move, "placements", QStringLiteral("P 1.5")), "placements");
        row("a pool twice", "move_job", with(move, "placements", QStringLiteral("P 1\nP 2")), "placements");
        row("too many", "move_job", with(move, "placements", QStringLiteral("P 1\n").repeated(1'001)),
            "placements");
        const FormValues work{{QStringLiteral("id"), QStringLiteral("W")},
                              {QStringLiteral("at"), QStringLiteral("+0:00")},
                              {QStringLiteral("until"), QStringLiteral("+1:00")}};
        row("no element", "planned_work", with(work, "elements", QStringLiteral("moon M")), "elements");
        row("another method", "planned_work",
            with(with(work, "elements", QStringLiteral("link L")), "method", QStringLiteral("magic")),
            "method");
        const FormValues price{{QStringLiteral("factor"), QStringLiteral("2")},
                               {QStringLiteral("pool"), QStringLiteral("P")}};
        row("two selections", "set_price", with(price, "province", QStringLiteral("640000")), "province");
        row("an adcode of no province", "set_price",
            with({{QStringLiteral("factor"), QStringLiteral("2")}}, "province", QStringLiteral("640500x")),
            "province");
    }

    void hostileValuesAreRefusedAtTheirField()
    {
        QFETCH(QString, form);
        QFETCH(FormValues, values);
        QFETCH(QString, field);
        for (const CommandForm& each : CommandForms::all()) {
            if (each.name == form) {
                const FormAnswer answer = FormReader::read(each, values);
                QVERIFY(!answer.command);
                QVERIFY2(!answer.isIncomplete, qPrintable(answer.reason));
                QCOMPARE(answer.field, field);
                QVERIFY(!answer.reason.isEmpty());
            }
        }
    }

    void numbersAreExact_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("bps");
        QTest::newRow("bare is Gb/s") << "400"
                                      << "400000000000";
        QTest::newRow("Gb/s") << "400 Gb/s"
                              << "400000000000";
        QTest::newRow("T") << "3.2T"
                           << "3200000000000";
        QTest::newRow("b/s") << "5 b/s"
                             << "5";
        QTest::newRow("to the bit") << "1.234567891 Gb/s"
                                    << "1234567891";
        QTest::newRow("Mb/s") << "0.5 Mbps"
                              << "500000";
        QTest::newRow("no unit of rates") << "4 GB"
                                          << "";
        QTest::newRow("negative") << "-4 Gb/s"
                                  << "";
    }

    void numbersAreExact()
    {
        QFETCH(QString, typed);
        QFETCH(QString, bps);
        const auto rate = field_text::rateFromText(typed);
        QCOMPARE(rate.value_or(QString()), bps);
        if (rate) {
            QCOMPARE(field_text::rateFromText(field_text::rateText(*rate)).value_or(QString()), bps);
        }
    }

    void momentsAreReadAndShown()
    {
        const auto shown = [](const char* typed) {
            const auto moment = field_text::momentFromText(QString::fromUtf8(typed));
            return moment ? field_text::momentText(*moment) : QString();
        };
        QCOMPARE(shown("+1:30"), QStringLiteral("+01:30:00"));
        QCOMPARE(shown("+90m"), QStringLiteral("+01:30:00"));
        QCOMPARE(shown("+100:00:01.25"), QStringLiteral("+100:00:01.250"));
        QCOMPARE(shown("+2d"), QStringLiteral("+48:00:00"));
        QCOMPARE(shown("2026-11-27 21:03"), QStringLiteral("2026-11-27 21:03:00"));
        QCOMPARE(shown("2026-11-27T13:03:00Z"), QStringLiteral("2026-11-27 21:03:00"));
        QCOMPARE(shown("+1.0001s"), QString()); // files have milliseconds
        QCOMPARE(shown("21:03"), QString());    // of which day?
    }

    void whatIsSelectedIsFilledIn()
    {
        const EntityKey pool{EntityKey::Type::Pool, QStringLiteral("P1")};
        const EntityKey site{EntityKey::Type::Site, QStringLiteral("S1")};
        const auto of = [&](const char* name) {
            for (const CommandForm& form : CommandForms::all()) {
                if (form.name == QString::fromLatin1(name)) {
                    return valuesFor(form, {pool, site});
                }
            }
            return FormValues();
        };
        QCOMPARE(of("fail").value(QStringLiteral("what")), QStringLiteral("pool"));
        QCOMPARE(of("fail").value(QStringLiteral("id")), QStringLiteral("P1"));
        QCOMPARE(of("add_link").value(QStringLiteral("a")), QStringLiteral("P1"));
        QCOMPARE(of("add_link").value(QStringLiteral("b")), QStringLiteral("S1"));
        QCOMPARE(of("planned_work").value(QStringLiteral("elements")).split(u'\n').size(), qsizetype(2));
        QVERIFY(of("resize_link").value(QStringLiteral("id")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandForm)
#include "tst_command_form.moc"
