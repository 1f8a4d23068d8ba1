#include "tests/twin/ingest/gnmi_messages.h"
#include "twin/ingest/gnmi_decoder.h"
#include "twin/ingest/gnmi_json.h"

#include <QTest>

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

using namespace test;
using namespace twin::ingest;

namespace {

/// Writes down what a decoder gives, a line each.
class Lines final : public SeriesSink
{
  public:
    void add(const ForeignSeries& series) override
    {
        SeriesDescription description;
        series.describer.describe(description);
        for (const ForeignPoint& point : series.points) {
            std::string line = description.name;
            for (const ForeignLabel& label : description.labels) {
                line += " " + label.name + "=" + label.value;
            }
            line += " @" + std::to_string(point.time) + " ";
            if (point.missing) {
                line += "missing";
            } else if (!point.text.empty()) {
                line += std::string(point.text);
            } else {
                char number[40];
                std::snprintf(number, sizeof number, "%.17g", point.value);
                line += number;
            }
            lines.push_back(line);
        }
    }

    void refuse(std::string_view name, std::uint64_t points, std::string_view reason) override
    {
        refused.push_back(std::string(name) + " " + std::to_string(points) + " " + std::string(reason));
    }

    std::vector<std::string> lines;
    std::vector<std::string> refused;
};

/// What one value of a leaf becomes; "refused: …" if it is not taken.
std::string valueOf(const std::function<void(gnmi::Update&)>& set)
{
    gnmi::SubscribeResponse message = notification(7, "r1");
    gnmi::Update& one = *message.mutable_update()->add_update();
    element(*one.mutable_path(), "leaf");
    set(one);
    GnmiDecoder decoder;
    GnmiPlaces places;
    Lines out;
    if (!decoder.read(message.SerializeAsString(), {})) {
        return "not read";
    }
    decoder.give("r1", places, out);
    if (!out.refused.empty()) {
        return "refused: " + out.refused.front();
    }
    return out.lines.front().substr(out.lines.front().find('@') + 3);
}

struct Given
{
    std::vector<std::string> lines;
    std::vector<std::string> refused;
};

/// What a JSON value at /interfaces becomes.
Given treeOf(const std::string& json)
{
    gnmi::SubscribeResponse message = notification(7, "r1");
    gnmi::Update& one = *message.mutable_update()->add_update();
    element(*one.mutable_path(), "interfaces");
    one.mutable_val()->set_json_ietf_val(json);
    GnmiDecoder decoder;
    GnmiPlaces places;
    Lines out;
    if (decoder.read(message.SerializeAsString(), {})) {
        decoder.give("r1", places, out);
    }
    return {out.lines, out.refused};
}

} // namespace

class TestGnmi final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aBadMessageIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        gnmi::SubscribeResponse error;
        error.mutable_error()->set_message("no such path");
        gnmi::SubscribeResponse many = notification(1, "r1");
        for (int i = 0; i <= kMaxGnmiUpdates; ++i) {
            many.mutable_update()->add_update();
        }
        QTest::newRow("text") << QByteArray("{\"update\": 1}") << "not a gNMI";
        QTest::newRow("empty") << QByteArray() << "says nothing";
        QTest::newRow("an error of the device")
            << QByteArray::fromStdString(error.SerializeAsString()) << "no such path";
        QTest::newRow("nobody's") << QByteArray::fromStdString(notification(1, {}).SerializeAsString())
                                  << "target";
        QTest::newRow("a long name") << QByteArray::fromStdString(
                                            notification(1, std::string(101, 'x')).SerializeAsString())
                                     << "target";
        QTest::newRow("too many updates") << QByteArray::fromStdString(many.SerializeAsString()) << "65536";
        QTest::newRow("over 4 MiB") << QByteArray((4 << 20) + 1, 'x') << "4 MiB";
    }

    void aBadMessageIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        GnmiDecoder decoder;
        const auto read = decoder.read(bytes.toStdString(), {});
        QVERIFY(!read.has_value());
        QVERIFY2(QString::fromStdString(read.error().reason).contains(reason), read.error().reason.c_str());
    }

    void aBadPlaceIsRefusedAndTheOthersStay_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("reason");
        const auto bytes = [](const gnmi::Path& path) {
            return QByteArray::fromStdString(path.SerializeAsString());
        };
        gnmi::Path old;
        old.add_element("interfaces");
        gnmi::Path unnamed;
        element(unnamed, "");
        gnmi::Path slashed;
        element(slashed, "a/b");
        gnmi::Path deep;
        for (std::size_t i = 0; i < 65; ++i) {
            element(deep, "a");
        }
        gnmi::Path keyless;
        element(keyless, "a", {{"", "x"}});
        QTest::newRow("nothing") << QByteArray() << "without elements";
        QTest::newRow("before 0.4") << bytes(old) << "before 0.4";
        QTest::newRow("no name") << bytes(unnamed) << "without a name";
        QTest::newRow("a name that is a path") << bytes(slashed) << "without a name";
        QTest::newRow("too deep") << bytes(deep) << "64";
        QTest::newRow("a key without a name") << bytes(keyless) << "key";
        gnmi::Path wide;
        element(wide, "a", {{"name", std::string(2'000, 'x')}});
        QTest::newRow("too long") << bytes(wide) << "1024";
    }

    void aBadPlaceIsRefusedAndTheOthersStay()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, reason);
        gnmi::SubscribeResponse message = notification(7, "r1");
        gnmi::Path bad;
        QVERIFY(bad.ParseFromString(path.toStdString()));
        update(message, bad)->set_int_val(1);
        *message.mutable_update()->add_delete_() = bad;
        gnmi::Path good;
        element(good, "leaf");
        update(message, good)->set_int_val(2);
        GnmiDecoder decoder;
        GnmiPlaces places;
        Lines out;
        QVERIFY(decoder.read(message.SerializeAsString(), {}).has_value());
        const GnmiSummary sums = decoder.give("r1", places, out);
        QCOMPARE(sums.updates, std::uint64_t{1});
        QCOMPARE(out.lines.size(), std::size_t{1});
        QCOMPARE(out.refused.size(), std::size_t{2});
        QVERIFY2(QString::fromStdString(out.refused[0]).contains(reason), out.refused[0].c_str());
    }

    void aValueIsRead()
    {
        using U = gnmi::Update;
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_int_val(-3); }), std::string("-3"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_uint_val(1ULL << 53U); }),
                 std::string("9007199254740992"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_float_val(0.5F); }), std::string("0.5"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_double_val(2.5e-9); }),
                 std::string("2.5000000000000001e-09"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_bool_val(true); }), std::string("1"));
        QCOMPARE(valueOf([](U& u) {
                     u.mutable_val()->mutable_decimal_val()->set_digits(-1234);
                     u.mutable_val()->mutable_decimal_val()->set_precision(2);
                 }),
                 std::string("-12.34"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_string_val("UP"); }), std::string("UP"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_string_val("openconfig-x:LOWER_LAYER_DOWN"); }),
                 std::string("LOWER_LAYER_DOWN"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_ascii_val("17"); }), std::string("17"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_json_ietf_val("\"18446744073709551615\""); }),
                 std::string("1.8446744073709552e+19"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_json_ietf_val("\"oc-if:UP\""); }),
                 std::string("UP"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_json_val(" -7.25 "); }), std::string("-7.25"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_json_val("false"); }), std::string("0"));
        QCOMPARE(
            valueOf([](U& u) { u.mutable_val()->mutable_leaflist_val()->add_element()->set_int_val(4); }),
            std::string("4"));
        QCOMPARE(valueOf([](U& u) {
                     u.mutable_value()->set_value("42");
                     u.mutable_value()->set_type(gnmi::JSON_IETF);
                 }),
                 std::string("42"));
    }

    /// Devices that are subscribed to a container send it as one JSON object.
    void aJsonObjectIsItsLeaves()
    {
        const Given out = treeOf(kInterfacesJson);
        const std::vector<std::string> expected{
            "/interfaces/interface/state/counters/in-octets target=r1 name=eth0 interface_name=eth0 @7 "
            "12345678901",
            "/interfaces/interface/state/oper-status target=r1 name=eth0 interface_name=eth0 @7 UP",
            "/interfaces/interface/state/enabled target=r1 name=eth]1 interface_name=eth]1 @7 1",
            "/interfaces/interface/state/mtu target=r1 name=eth]1 interface_name=eth]1 @7 9000"};
        QCOMPARE(out.lines, expected);
        QVERIFY(out.refused.empty());
    }

    void whatAJsonObjectHasThatIsNoLeafIsRefusedAndTheRestStays()
    {
        const Given out = treeOf(kMixedJson);
        QCOMPARE(out.lines, (std::vector<std::string>{"/interfaces/f target=r1 @7 3",
                                                      "/interfaces/g/h target=r1 index=7 g_index=7 @7 1.5"}));
        QCOMPARE(out.refused, (std::vector<std::string>{"/interfaces/a 1 a list of several values",
                                                        "/interfaces 1 an element of a path without a name",
                                                        "/interfaces/d 1 a list whose key is not known",
                                                        "/interfaces/e 1 an empty text"}));
    }

    void aJsonTreeIsBounded()
    {
        std::string deep;
        for (int i = 0; i < 100'000; ++i) {
            deep += "{\"a\":";
        }
        QCOMPARE(treeOf(deep).refused, std::vector<std::string>{"/interfaces 1 JSON of over 128 levels"});
        std::string level = "1";
        for (int i = 0; i < 70; ++i) {
            level = "{\"a\":" + level + "}";
        }
        const Given levels = treeOf(level);
        QCOMPARE(levels.refused.size(), std::size_t{1});
        QVERIFY(levels.refused.front().ends_with("a path of over 64 elements"));
        std::string wide = "{";
        for (int i = 0; i < 65'600; ++i) {
            wide += "\"" + std::to_string(i) + "\":1,";
        }
        const Given leaves = treeOf(wide + "\"z\":1}");
        QCOMPARE(leaves.lines.size(), kMaxGnmiJsonLeaves);
        QCOMPARE(leaves.refused, std::vector<std::string>{"/interfaces 1 JSON of over 65536 leaves"});
    }

    void aDeleteKnowsTheLeavesOfAnObject()
    {
        GnmiDecoder decoder;
        GnmiPlaces places;
        Lines out;
        gnmi::SubscribeResponse message = notification(7, "r1");
        gnmi::Update& one = *message.mutable_update()->add_update();
        element(*one.mutable_path(), "interfaces");
        one.mutable_val()->set_json_ietf_val(kSmallJson);
        QVERIFY(decoder.read(message.SerializeAsString(), {}).has_value());
        QCOMPARE(decoder.give("r1", places, out).updates, std::uint64_t{2});
        gnmi::SubscribeResponse gone = notification(8, "r1");
        element(*gone.mutable_update()->add_delete_(), "interfaces");
        QVERIFY(decoder.read(gone.SerializeAsString(), {}).has_value());
        QCOMPARE(decoder.give("r1", places, out).deletes, std::uint64_t{2});
        QCOMPARE(out.lines.back(), std::string("/interfaces/a/c target=r1 @8 missing"));
    }

    void aValueThatIsNoneIsRefusedByItsName()
    {
        using U = gnmi::Update;
        QCOMPARE(valueOf([](U&) {}), std::string("refused: /leaf 1 no value"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val(); }), std::string("refused: /leaf 1 no value"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_json_ietf_val("[1, 2]"); }),
                 std::string("refused: /leaf 1 a list of several values"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_json_ietf_val("{\"a\": 1"); }),
                 std::string("refused: /leaf 1 not JSON"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_json_val(std::string(5'000, ' ') + "1"); }),
                 std::string("refused: /leaf 1 a JSON scalar of over 4096 bytes"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_json_val("nonsense"); }),
                 std::string("refused: /leaf 1 not JSON"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_json_val("null"); }),
                 std::string("refused: /leaf 1 JSON without a value"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_bytes_val("x"); }),
                 std::string("refused: /leaf 1 a value in bytes"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_string_val(""); }),
                 std::string("refused: /leaf 1 an empty text"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->set_string_val(std::string(300, 'x')); }),
                 std::string("refused: /leaf 1 a text of over 256 bytes"));
        QCOMPARE(valueOf([](U& u) { u.mutable_val()->mutable_decimal_val()->set_precision(400); }),
                 std::string("refused: /leaf 1 a decimal with over 18 digits after the point"));
        QCOMPARE(valueOf([](U& u) {
                     u.mutable_val()->mutable_leaflist_val()->add_element();
                     u.mutable_val()->mutable_leaflist_val()->add_element();
                 }),
                 std::string("refused: /leaf 1 a list of several values"));
    }

    void aPathIsANameAndLabels()
    {
        gnmi::SubscribeResponse message = notification(7, "r1");
        *message.mutable_update()->mutable_prefix() = interfacePath("eth]0", {});
        message.mutable_update()->mutable_prefix()->set_target("r1");
        gnmi::Path path;
        element(path, "subinterfaces");
        element(path, "subinterface", {{"name", "x"}, {"index", "0"}});
        element(path, "state");
        update(message, path)->set_int_val(1);
        GnmiDecoder decoder;
        GnmiPlaces places;
        Lines out;
        QCOMPARE(decoder.read(message.SerializeAsString(), "other").value(), std::string("r1"));
        decoder.give("r1", places, out);
        QCOMPARE(out.lines,
                 (std::vector<std::string>{
                     "/interfaces/interface/subinterfaces/subinterface/state target=r1 name=eth]0 "
                     "interface_name=eth]0 index=0 subinterface_index=0 subinterface_name=x @7 1"}));
    }

    void anotherOriginIsAnotherName()
    {
        gnmi::SubscribeResponse message = notification(7, "r1");
        gnmi::Path path;
        element(path, "leaf");
        path.set_origin("openconfig");
        update(message, path)->set_int_val(1);
        path.set_origin("vendor");
        update(message, path)->set_int_val(2);
        GnmiDecoder decoder;
        GnmiPlaces places;
        Lines out;
        QVERIFY(decoder.read(message.SerializeAsString(), {}).has_value());
        decoder.give("r1", places, out);
        QCOMPARE(out.lines,
                 (std::vector<std::string>{"/leaf target=r1 @7 1", "vendor:/leaf target=r1 @7 2"}));
    }

    void aMessageWithoutATargetIsOfItsSubject()
    {
        gnmi::SubscribeResponse sync;
        sync.set_sync_response(true);
        GnmiDecoder decoder;
        GnmiPlaces places;
        Lines out;
        QCOMPARE(decoder.read(sync.SerializeAsString(), "r9").value(), std::string("r9"));
        QVERIFY(decoder.give("r9", places, out).isSync);
        QVERIFY(out.lines.empty() && out.refused.empty());
    }

    /// A delete takes what is below it; a new value in the same message stays.
    void aDeleteTakesEverythingBelow()
    {
        GnmiDecoder decoder;
        GnmiPlaces places;
        Lines out;
        gnmi::SubscribeResponse first = notification(7, "r1");
        update(first, interfacePath("eth0", {"state", "mtu"}))->set_int_val(1);
        update(first, interfacePath("eth0", {"state", "oper-status"}))->set_string_val("UP");
        update(first, interfacePath("eth01", {"state", "mtu"}))->set_int_val(3);
        QVERIFY(decoder.read(first.SerializeAsString(), {}).has_value());
        decoder.give("r1", places, out);
        out.lines.clear();

        gnmi::SubscribeResponse second = notification(8, "r1");
        *second.mutable_update()->add_delete_() = interfacePath("eth0", {});
        update(second, interfacePath("eth0", {"state", "mtu"}))->set_int_val(5);
        QVERIFY(decoder.read(second.SerializeAsString(), {}).has_value());
        const GnmiSummary sums = decoder.give("r1", places, out);
        QCOMPARE(sums.deletes, std::uint64_t{1});
        QCOMPARE(out.lines,
                 (std::vector<std::string>{
                     "/interfaces/interface/state/mtu target=r1 name=eth0 interface_name=eth0 @8 5",
                     "/interfaces/interface/state/oper-status target=r1 name=eth0 interface_name=eth0 @8 "
                     "missing"}));
        QCOMPARE(places.size(), std::size_t{2});
    }

    /// After a restart nobody knows what was there: what is named itself is taken at its word.
    void aDeleteOfAnUnknownPlaceIsOfItself()
    {
        GnmiDecoder decoder;
        GnmiPlaces places;
        Lines out;
        gnmi::SubscribeResponse message = notification(8, "r1");
        *message.mutable_update()->add_delete_() = interfacePath("eth0", {"state", "mtu"});
        QVERIFY(decoder.read(message.SerializeAsString(), {}).has_value());
        decoder.give("r1", places, out);
        QCOMPARE(out.lines, (std::vector<std::string>{"/interfaces/interface/state/mtu target=r1 name=eth0 "
                                                      "interface_name=eth0 @8 missing"}));
    }

    void placesAreBounded()
    {
        GnmiPlaces places(3);
        for (int i = 0; i < 10; ++i) {
            places.add("/a/" + std::to_string(i));
        }
        QCOMPARE(places.size(), std::size_t{3});
        QCOMPARE(places.take("/a").size(), std::size_t{3});
        places.add("/a/9");
        QCOMPARE(places.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestGnmi)
#include "tst_gnmi.moc"
