#include "tests/support/places.h"
#include "twin/registry/snapshot_file.h"

#include "small_snapshot.h"

#include "twin/registry/build.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace twin::registry;

namespace {

std::string bytesOf(SnapshotFormat format)
{
    const auto bytes = serialiseSnapshot(smallSnapshot().message(), format);
    return bytes ? *bytes : std::string();
}

QByteArray json(const char* text)
{
    return QByteArray(text).replace('\'', '"');
}

} // namespace

class TstSnapshotFile : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void refusesBadJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<twin::ErrorCode>("code");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("word");
        using E = twin::ErrorCode;
        const auto row = [](const char* name, const QByteArray& text, E code, int line, const char* word) {
            QTest::newRow(name) << text << code << line << QString::fromUtf8(word);
        };
        row("empty", {}, E::BadInput, 1, "empty");
        row("not JSON", json("{\n\n 'format' 3}"), E::BadInput, 3, "not JSON");
        row("not JSON, in plain words", json("{'format': 'x' ]\n}"), E::BadInput, 1,
            "not JSON: unexpected ']'; expected '}'");
        row("cut short", json("{'format':\n'suanwang.registry.v1',\n'registry': {"), E::BadInput, 3,
            "not JSON");
        row("not UTF-8", json("{\n'format': '\xC3\x28'}"), E::BadInput, 2, "UTF-8");
        row("no format", json("\n{'registry': {}}"), E::BadInput, 2, "format");
        row("other format", json("{\n'format': 'suanwang.registry.v9', 'registry': {}}"), E::Unsupported, 2,
            "v9");
        row("no part", json("{'format': 'suanwang.registry.v1'}"), E::BadInput, 1, "neither");
        row("a part is missing", json("{'format': 'suanwang.registry.v1',\n'registry':{},\n'parts': 3}"),
            E::BadInput, 3, "missing");
        row("not an object", "\n\n[1]", E::BadInput, 3, "must be a message");
        row("unknown field of the file", json("{\n'format': 'suanwang.registry.v1',\n'registre': {}}"),
            E::BadInput, 3, "registre: Cannot find field");
        row("unknown field with dots", json("{\n\n'a.b[3] c': 1}"), E::BadInput, 3, "a.b[3] c: Cannot");
        row("nested 10,000 deep", QByteArray(10'000, '['), E::BadInput, 1, "");
        row("nested 100,000 deep", json("{'registry':").repeated(100'000), E::BadInput, 1, "");
        row("nested 200 deep",
            json("{'a':").repeated(90) + '\n' + json("{'a':").repeated(90) + '1' + QByteArray(180, '}'),
            E::BadInput, 2, "too deep");
    }

    /// Wrong things in a registry; each is on line 7, and its field is named.
    void refusesBadFields_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* field, const char* reason) {
            QTest::newRow(name) << json(field) << QString::fromUtf8(reason);
        };
        row("unknown field", "'caps': 1", "registry.links[1].caps: Cannot find field");
        row("unknown enumeration value", "'kind': 'LOOP'", "registry.links[1].kind: invalid value \"LOOP\"");
        row("number too large", "'capacity_bps': 1e30", "registry.links[1].capacity_bps: ");
        row("in camel case", "'capacityBps':\n'x'", "registry.links[1].capacity");
        row("number beyond all numbers", "'capacity_bps': 1e999", "1e999");
        row("negative", "'capacity_bps': -1",
            "registry.links[1].capacity_bps: invalid value -1: a whole number from 0 to");
        row("a fraction", "'regenerators': 1.5\n", "registry.links[1].regenerators: invalid value 1.5");
        row("number for text", "'id': 3\n", "registry.links[1].id: invalid value 3: text was expected");
        row("truth for a number", "'delay_ns': true",
            "registry.links[1].delay_ns: invalid value true: a whole number from -");
        row("list for an object", "'asset': [1]", "registry.links[1].asset: ");
        row("text for an object", "'asset': 'new'", "registry.links[1].asset: ");
        row("object for text", "'id': {}", "registry.links[1].id: a list or object");
        row("number in a list of texts", "'conduit_ids': ['a', 3]", "registry.links[1].conduit_ids[1]: ");
        row("deep inside", "'asset': {'state': 'NEW'}",
            "registry.links[1].asset.state: invalid value \"NEW\"");
    }

    void refusesBadFields()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, reason);
        const QByteArray text = json("{'format': 'suanwang.registry.v1',\n"
                                     "'registry': {\n"
                                     "'links': [\n"
                                     "{'id': 'a',\n"
                                     "'capacity_bps': 3},\n"
                                     "{ 'b': 'S.A',\n@},\n"
                                     "{'id': 'c'}\n"
                                     "]}}")
                                    .replace("@", field);
        const auto read = parseSnapshot(text.toStdString(), SnapshotFormat::Json);
        QVERIFY(!read);
        QCOMPARE(read.error().code, twin::ErrorCode::BadInput);
        const QString said = QString::fromStdString(read.error().reason);
        QVERIFY2(said.contains(reason), qPrintable(said));
        QCOMPARE(read.error().line, 7);
    }

    void anObjectInAListOfTextsIsFound()
    {
        const auto read = parseSnapshot(json("{'registry': {'links': [{'conduit_ids': [\n"
                                             "'a',\n"
                                             "'b',\n"
                                             "{}\n"
                                             "]}]}}")
                                            .toStdString(),
                                        SnapshotFormat::Json);
        QVERIFY(!read);
        QCOMPARE(read.error().line, 4);
        QCOMPARE(read.error().reason,
                 std::string("registry.links[0].conduit_ids: a list or object where a single value belongs"));
    }

    void refusesBadJson()
    {
        QFETCH(QByteArray, text);
        QFETCH(twin::ErrorCode, code);
        QFETCH(int, line);
        QFETCH(QString, word);
        const auto read = parseSnapshot(text.toStdString(), SnapshotFormat::Json);
        QVERIFY(!read);
        QCOMPARE(read.error().code, code);
        QCOMPARE(read.error().line, line);
        const QString reason = QString::fromStdString(read.error().reason);
        QVERIFY2(!reason.isEmpty() && reason.contains(word), qPrintable(reason));
    }

    void refusesEveryTruncation()
    {
        const std::string whole = bytesOf(SnapshotFormat::Protobuf);
        QVERIFY(whole.size() > 1000);
        // Every length near both ends, where the parts begin and stop, and every seventh between.
        const auto isNearAnEnd = [&](std::size_t length) {
            return length < 200 || whole.size() - length < 200;
        };
        for (std::size_t length = 0; length < whole.size(); length += isNearAnEnd(length) ? 1 : 7) {
            const auto read =
                parseSnapshot(std::string_view(whole).substr(0, length), SnapshotFormat::Protobuf);
            QVERIFY2(!read, qPrintable(QString::number(length)));
            QVERIFY(!read.error().reason.empty());
        }
    }

    void refusesRandomBytes()
    {
        std::string noise(4096, '\0');
        std::uint32_t state = 1;
        std::ranges::generate(
            noise, [&] { return static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U); });
        for (const SnapshotFormat format : {SnapshotFormat::Protobuf, SnapshotFormat::Json}) {
            const auto read = parseSnapshot(noise, format);
            QVERIFY(!read);
            QCOMPARE(read.error().code, twin::ErrorCode::BadInput);
        }
    }

    void refusesDeeplyNestedGroups()
    {
        // Start-group tags of unknown field 100: nothing of ours, but a parser that recurses would follow
        // them.
        std::string bytes;
        for (int i = 0; i < 100'000; ++i) {
            bytes += "\xA3\x06";
        }
        QVERIFY(!parseSnapshot(bytes, SnapshotFormat::Protobuf));
    }

    void refusesAFileCutBetweenItsParts()
    {
        SnapshotDocument document = smallSnapshot();
        const std::string whole = bytesOf(SnapshotFormat::Protobuf);
        document.message().clear_workload();
        const auto registryOnly = serialiseSnapshot(document.message(), SnapshotFormat::Protobuf);
        QVERIFY(whole.starts_with(*registryOnly)); // the announcement of both parts is in front of both
        const auto read = parseSnapshot(*registryOnly, SnapshotFormat::Protobuf);
        QVERIFY(!read);
        QVERIFY2(read.error().reason.starts_with("truncated"), read.error().reason.c_str());
    }

    void saysWhereAFileIsTruncated()
    {
        const std::string whole = bytesOf(SnapshotFormat::Protobuf);
        const auto read = parseSnapshot(whole.substr(0, whole.size() / 2), SnapshotFormat::Protobuf);
        QVERIFY(!read);
        QVERIFY2(read.error().reason.starts_with("truncated"), read.error().reason.c_str());
    }

    void refusesMoreThanTheBound()
    {
        const std::string whole = bytesOf(SnapshotFormat::Protobuf);
        const auto read = parseSnapshot(whole, SnapshotFormat::Protobuf, whole.size() - 1);
        QVERIFY(!read);
        QCOMPARE(read.error().code, twin::ErrorCode::TooLarge);
    }

    void refusesFilesOfOtherEndingsAndMissingOnes()
    {
        QCOMPARE(readSnapshot("x.csv").error().code, twin::ErrorCode::Unsupported);
        const auto missing = readSnapshot("/no/such/file.swr");
        QVERIFY(!missing);
        QCOMPARE(missing.error().file, std::string("/no/such/file.swr"));
    }

    /// What fuzz_snapshot starts from in the binary form: one that goes all the way, one that ends too soon,
    /// one that is refused only when it is built.
    void theFuzzTargetStartsFromSnapshotsOfEveryDepth_data()
    {
        QTest::addColumn<bool>("isRead");
        QTest::addColumn<bool>("isBuilt");
        QTest::newRow("truncated.swr") << false << false;
        QTest::newRow("wrong_hash.swr") << true << false;
        QTest::newRow("small.swr") << true << true;
    }

    void theFuzzTargetStartsFromSnapshotsOfEveryDepth()
    {
        QFETCH(const bool, isRead);
        QFETCH(const bool, isBuilt);
        QFile file(test::testDataQ("/fuzz/snapshot/") + QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto read = parseSnapshot(file.readAll().toStdString(), SnapshotFormat::Protobuf);
        QCOMPARE(read.has_value(), isRead);
        QCOMPARE(read && buildRegistry(read->message()).has_value(), isBuilt);
    }

    void aFileReadsBackTheSame_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("protobuf") << QStringLiteral("small.swr");
        QTest::newRow("json") << QStringLiteral("small.json");
    }

    void aFileReadsBackTheSame()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const std::string path = folder.filePath(name).toStdString();
        SnapshotDocument document = smallSnapshot();
        QVERIFY(writeSnapshot(path, document).has_value());
        const auto read = readSnapshot(path);
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        QCOMPARE(read->message().SerializeAsString(), document.message().SerializeAsString());
    }

    void jsonTakesBothSpellingsOfNames()
    {
        for (const char* name : {"busy_hour", "busyHour"}) {
            const QByteArray text =
                json("{'format': 'suanwang.registry.v1', 'workload': {'@': 7}}").replace("@", name);
            const auto read = parseSnapshot(text.toStdString(), SnapshotFormat::Json);
            QVERIFY(read.has_value());
            QCOMPARE(read->message().workload().busy_hour(), 7U);
        }
    }

    void jsonMayBeginWithAByteOrderMark()
    {
        const auto read = parseSnapshot("\xEF\xBB\xBF" + bytesOf(SnapshotFormat::Json), SnapshotFormat::Json);
        QVERIFY(read.has_value());
    }

    void theHashDoesNotDependOnOrder()
    {
        SnapshotDocument document = smallSnapshot();
        pb::Registry& registry = *document.message().mutable_registry();
        const std::string hash = registry.sha256();
        QCOMPARE(hash.size(), std::size_t(64));
        registry.mutable_links()->SwapElements(0, registry.links_size() - 1);
        registry.mutable_sites()->SwapElements(0, 1);
        QCOMPARE(contentHash(registry), hash);
        registry.set_sha256("anything");
        QCOMPARE(contentHash(registry), hash);
    }

    void theHashSeesEveryChange()
    {
        SnapshotDocument document = smallSnapshot();
        pb::Registry& registry = *document.message().mutable_registry();
        const std::string registryHash = registry.sha256();
        const std::string workloadHash = document.message().workload().sha256();
        registry.mutable_links(0)->set_delay_ns(registry.links(0).delay_ns() + 1);
        canonicalise(document.message());
        QVERIFY(registry.sha256() != registryHash);
        QCOMPARE(document.message().workload().sha256(), workloadHash);
        registry.set_version("other");
        QVERIFY(contentHash(registry) != registry.sha256());
    }
};

QTEST_GUILESS_MAIN(TstSnapshotFile)
#include "tst_snapshot_file.moc"
