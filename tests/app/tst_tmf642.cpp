#include "app/transport/http_gateway.h"
#include "tests/app/http_client.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/twin_service.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace test;
using namespace app::transport;
using twin::kMillisecond;

namespace {

const QByteArray kPath = "/tmf-api/alarmManagement/v4/alarm";
const HttpHeaders kJson{{"Content-Type", "application/json; charset=utf-8"}, {"X-Suanwang-Source", "ems"}};
const HttpHeaders kOther{{"Content-Type", "application/json"}, {"X-Suanwang-Source", "other"}};

/// A twin of 10 links behind a gateway on loopback.
class Gateway
{
  public:
    explicit Gateway(twin::ingest::TwinServiceOptions options = {}, HttpServerOptions http = {})
    {
        options.publishInterval = 10 * kMillisecond;
        service = std::move(twin::ingest::TwinService::create(std::move(options)).value());
        service->setRegistry(world(), nullptr);
        GatewayWorkerOptions worker;
        worker.mapping = twin::ingest::MappingStore::open({}).value();
        gateway = std::make_unique<HttpGateway>(std::move(http), std::move(worker), service->provider());
        const auto isShown = [this] {
            return service->provider()->at({}) != nullptr;
        };
        if (!service->start() || !gateway->start(*service) || !QTest::qWaitFor(isShown, 20'000)) {
            qFatal("not started");
        }
    }

    ~Gateway()
    {
        gateway->stop();
        service->stop();
    }

    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    [[nodiscard]] HttpReplyText send(const QByteArray& method, const QByteArray& path,
                                     const QByteArray& body = {}, const HttpHeaders& headers = kJson) const
    {
        return exchange(gateway->port(), httpRequest(method, path, headers, body));
    }

    [[nodiscard]] HttpReplyText post(const QByteArray& body, const HttpHeaders& headers = kJson) const
    {
        return send("POST", kPath, body, headers);
    }

    [[nodiscard]] twin::state::AlarmCounts books(const std::string& source) const
    {
        const auto snapshot = service->provider()->at({});
        for (const auto& status : *snapshot->sources) {
            if (status.name == source) {
                return status.alarms;
            }
        }
        return {};
    }

    [[nodiscard]] std::size_t alarms() const { return service->provider()->at({})->alarms->size(); }

    std::unique_ptr<twin::ingest::TwinService> service;
    std::unique_ptr<HttpGateway> gateway;
};

QByteArray alarm(const QByteArray& more = {}, const QByteArray& link = "link-000001",
                 const QByteArray& cause = "lossOfSignal")
{
    return R"({"alarmRaisedTime": "2026-01-01T00:00:00Z", "perceivedSeverity": "major", "probableCause": ")" +
           cause + R"(", "sourceSystemId": "ems-1", "alarmedObjectType": "link", "alarmedObject": {"id": ")" +
           link + R"("})" + more + "}";
}

QJsonObject object(const HttpReplyText& reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

bool closes(const twin::state::AlarmCounts& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

} // namespace

class TestTmf642 final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatCannotBeTakenIsAnsweredWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto post = [](const QByteArray& body, const HttpHeaders& headers = kJson) {
            return httpRequest("POST", kPath, headers, body);
        };
        const auto patch = [](const QByteArray& id, const QByteArray& body) {
            return httpRequest("PATCH", kPath + "/" + id, kJson, body);
        };
        QTest::newRow("no JSON") << post("hello") << 400 << "invalidBody";
        QTest::newRow("empty") << post("") << 400 << "invalidBody";
        QTest::newRow("deep") << post(alarm(",\"x\":" + QByteArray(5'000, '[') + QByteArray(5'000, ']')))
                              << 413 << "tooLarge";
        QTest::newRow("long") << post(alarm(",\"alarmDetails\": \"" + QByteArray(300'000, 'x') + "\"")) << 413
                              << "tooLarge";
        QTest::newRow("not UTF-8") << post(alarm(",\"alarmDetails\": \"\xff\xfe\"")) << 400 << "invalidBody";
        QTest::newRow("64 MiB announced")
            << QByteArray("POST " + kPath +
                          " HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                          "Content-Length: 67108864\r\n\r\n")
            << 413 << "tooLarge";
        QTest::newRow("no severity") << post(R"({"alarmRaisedTime": "2026-01-01T00:00:00Z"})") << 400
                                     << "missingProperty";
        QTest::newRow("unmapped") << post(alarm().replace("\"link\"", "\"router\"")) << 400 << "unmapped";
        QTest::newRow("XML") << post("<a/>", {{"Content-Type", "application/xml"}}) << 415
                             << "unsupportedMediaType";
        QTest::newRow("packed") << post(alarm(),
                                        {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}})
                                << 415 << "unsupportedMediaType";
        QTest::newRow("delete") << httpRequest("DELETE", kPath + "/x", kJson, "") << 405
                                << "methodNotAllowed";
        QTest::newRow("no such alarm")
            << httpRequest("GET", kPath + "/link!x!y!", kJson, "") << 404 << "notFound";
        QTest::newRow("change of none") << patch("link!x!y!", R"({"state": "cleared"})") << 404 << "notFound";
        QTest::newRow("change of its name")
            << patch("link!x!y!", R"({"probableCause": "z"})") << 400 << "notPatchable";
        QTest::newRow("filter by what is not")
            << httpRequest("GET", kPath + "?colour=red", kJson, "") << 400 << "invalidQuery";
        QTest::newRow("endless page")
            << httpRequest("GET", kPath + "?limit=100000", kJson, "") << 400 << "invalidQuery";
        QTest::newRow("page of words")
            << httpRequest("GET", kPath + "?offset=-1", kJson, "") << 400 << "invalidQuery";
    }

    void whatCannotBeTakenIsAnsweredWithTheReason()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QString, code);
        const Gateway twin;
        const HttpReplyText reply = exchange(twin.gateway->port(), request);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(object(reply).value("code").toString(), code);
        QVERIFY(!object(reply).value("reason").toString().isEmpty());
        QCOMPARE(object(reply).value("status").toString(), QString::number(status));
        QCOMPARE(twin.post(alarm()).status, 201);
    }

    void tooManyRequestsAreAskedToWait()
    {
        HttpServerOptions http;
        http.requestsPerSecond = 1;
        const Gateway twin({}, http);
        QCOMPARE(twin.post(alarm()).status, 201);
        const HttpReplyText busy = twin.post(alarm());
        QCOMPARE(busy.status, 429);
        QVERIFY(busy.header("Retry-After").toInt() > 0);
        QCOMPARE(object(busy).value("code").toString(), QString("busy"));
    }

    void anAlarmIsRaisedChangedAcknowledgedAndCleared()
    {
        const Gateway twin;
        const HttpReplyText made = twin.post(alarm(R"(,"specificProblem": "lane 3", "externalAlarmId": "4711",
            "alarmDetails": "no light", "serviceAffecting": true)"));
        QCOMPARE(made.status, 201);
        QJsonObject body = object(made);
        const QByteArray id = body.value("id").toString().toUtf8();
        QCOMPARE(made.header("Location"), kPath + "/" + id);
        QCOMPARE(body.value("href").toString().toUtf8(), kPath + "/" + id);
        QCOMPARE(body.value("state").toString(), QString("raised"));
        QCOMPARE(body.value("perceivedSeverity").toString(), QString("major"));
        QCOMPARE(body.value("probableCause").toString(), QString("lossOfSignal"));
        QCOMPARE(body.value("externalAlarmId").toString(), QString("4711"));
        QCOMPARE(body.value("serviceAffecting").toBool(), true);
        QCOMPARE(body.value("alarmedObject").toObject().value("id").toString(), QString("link-000001"));
        // Shown at once, though no snapshot has it yet, and the same from the twin's own list.
        for (int i = 0; i < 2; ++i) {
            body = object(twin.send("GET", kPath + "/" + id));
            QCOMPARE(body.value("id").toString().toUtf8(), id);
            QCOMPARE(body.value("alarmDetails").toString(), QString("no light"));
            QCOMPARE(body.value("ackState").toString(), QString("unacknowledged"));
            QTRY_COMPARE(twin.alarms(), std::size_t{1});
        }
        QCOMPARE(twin.service->provider()->at({})->alarms->front().type, std::string("link.loss-of-light"));

        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"perceivedSeverity": "critical"})").status, 200);
        QTRY_VERIFY(twin.service->provider()->at({})->alarms->front().severity ==
                    twin::state::Severity::Critical);
        const HttpReplyText acknowledged =
            twin.send("PATCH", kPath + "/" + id, R"({"ackState": "acknowledged", "ackUserId": "Li"})",
                      {{"Content-Type", "application/merge-patch+json"}, {"X-Suanwang-Source", "desk"}});
        QCOMPARE(acknowledged.status, 200);
        QCOMPARE(object(acknowledged).value("ackUserId").toString(), QString("Li"));
        QTRY_COMPARE(twin.service->provider()->at({})->alarms->front().operatorName, std::string("Li"));

        const HttpReplyText cleared = twin.send("PATCH", kPath + "/" + id, R"({"state": "cleared"})");
        QCOMPARE(cleared.status, 200);
        QCOMPARE(object(cleared).value("state").toString(), QString("cleared"));
        QTRY_COMPARE(twin.alarms(), std::size_t{0});
        // Once more: it is cleared, and nothing is kept for it.
        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"state": "cleared"})").status, 200);
        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"perceivedSeverity": "minor"})").status, 409);
        QCOMPARE(object(twin.send("GET", kPath + "/" + id)).value("state").toString(), QString("cleared"));
        QTRY_VERIFY(closes(twin.books("tmf642/ems")) && twin.books("tmf642/ems").applied == 3);
        QCOMPARE(twin.books("tmf642/desk").applied, std::uint64_t{1});
    }

    void theSameAgainIsADuplicateAndAnsweredAlike()
    {
        const Gateway twin;
        const HttpReplyText first = twin.post(alarm());
        const HttpReplyText again = twin.post(alarm());
        QCOMPARE(again.status, 201);
        QCOMPARE(object(again).value("id"), object(first).value("id"));
        QTRY_COMPARE(twin.books("tmf642/ems").received, std::uint64_t{2});
        QCOMPARE(twin.books("tmf642/ems").duplicate, std::uint64_t{1});
        QCOMPARE(twin.service->provider()->at({})->alarms->front().count, 1U);
    }

    void anothersAlarmIsNotOursToClear()
    {
        const Gateway twin;
        const QByteArray id = object(twin.post(alarm())).value("id").toString().toUtf8();
        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"state": "cleared"})", kOther).status, 409);
        // It is a second source of the same alarm when it reports it itself.
        QCOMPARE(twin.post(alarm(",\"alarmDetails\": \"dark\""), kOther).status, 201);
        QTRY_VERIFY(twin.alarms() == 1 &&
                    twin.service->provider()->at({})->alarms->front().voices.size() == 2);
        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"state": "cleared"})").status, 200);
        QTRY_COMPARE(twin.service->provider()->at({})->alarms->front().voices.size(), std::size_t{1});
        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"state": "cleared"})", kOther).status, 200);
        QTRY_COMPARE(twin.alarms(), std::size_t{0});
    }

    void aChangeFromBeforeTheLastIsAConflict()
    {
        const Gateway twin;
        const QByteArray id = object(twin.post(alarm())).value("id").toString().toUtf8();
        QCOMPARE(twin.send("PATCH", kPath + "/" + id,
                           R"({"state": "cleared", "alarmClearedTime": "2025-01-01T00:00:00Z"})")
                     .status,
                 409);
    }

    /// What a source leaves out of a change stays as it said it itself, and its own reports are in order.
    void aChangeSaysNothingInAnothersName()
    {
        const Gateway twin;
        const auto held = [&twin] {
            return twin.service->provider()->at({})->alarms->front();
        };
        const QByteArray id =
            object(twin.post(alarm(R"(,"alarmDetails": "weak", "externalAlarmId": "4711")")))
                .value("id")
                .toString()
                .toUtf8();
        const QByteArray later = R"(,"alarmDetails": "dark", "alarmChangedTime": "2026-01-01T02:00:00Z")";
        QCOMPARE(twin.post(alarm(later).replace("major", "critical"), kOther).status, 201);
        QTRY_VERIFY(twin.alarms() == 1 && held().voices.size() == 2);

        const HttpReplyText changed =
            twin.send("PATCH", kPath + "/" + id,
                      R"({"alarmDetails": "weaker", "alarmChangedTime": "2026-01-01T01:00:00Z"})");
        QCOMPARE(changed.status, 200);
        QCOMPARE(object(changed).value("perceivedSeverity").toString(), QString("critical"));
        QCOMPARE(object(changed).value("alarmDetails").toString(), QString("dark")); // the latest words
        const auto mine = [&held](const auto& of) {
            const auto voices = held().voices;
            return voices.at(0).source == "tmf642/ems" ? of(voices.at(0)) : of(voices.at(1));
        };
        QTRY_COMPARE(mine([](const auto& voice) { return voice.text; }), std::string("weaker"));
        QCOMPARE(mine([](const auto& voice) { return voice.severity; }), twin::state::Severity::Major);
        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"perceivedSeverity": "minor"})").status, 200);
        QTRY_COMPARE(mine([](const auto& voice) { return voice.severity; }), twin::state::Severity::Minor);
        QCOMPARE(mine([](const auto& voice) { return voice.text; }), std::string("weaker"));

        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"state": "cleared"})", kOther).status, 200);
        QTRY_COMPARE(held().severity, twin::state::Severity::Minor);
        const QJsonObject left = object(twin.send("GET", kPath + "/" + id));
        QCOMPARE(left.value("alarmDetails").toString(), QString("weaker"));
        QCOMPARE(left.value("externalAlarmId").toString(), QString("4711"));
    }

    void anEndFromBeforeAnothersReportIsTaken()
    {
        const Gateway twin;
        const QByteArray id = object(twin.post(alarm())).value("id").toString().toUtf8();
        QCOMPARE(twin.post(alarm(R"(,"alarmChangedTime": "2026-01-01T02:00:00Z")"), kOther).status, 201);
        QTRY_VERIFY(twin.alarms() == 1 &&
                    twin.service->provider()->at({})->alarms->front().voices.size() == 2);
        const QByteArray end = R"({"state": "cleared", "alarmClearedTime": "2026-01-01T01:00:00Z"})";
        const HttpReplyText reply = twin.send("PATCH", kPath + "/" + id, end);
        QCOMPARE(reply.status, 200);
        QCOMPARE(object(reply).value("state").toString(), QString("updated")); // the other holds it
        QTRY_COMPARE(twin.service->provider()->at({})->alarms->front().voices.size(), std::size_t{1});
        QCOMPARE(twin.service->provider()->at({})->alarms->front().source, std::string("tmf642/other"));
        // Of its own last report it is still a conflict.
        QCOMPARE(twin.send("PATCH", kPath + "/" + id, end, kOther).status, 409);
        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"state": "cleared"})", kOther).status, 200);
        QTRY_COMPARE(twin.alarms(), std::size_t{0});
    }

    void listsAreFilteredAndPaged()
    {
        const Gateway twin;
        for (int i = 0; i < 8; ++i) {
            const QByteArray severity = i % 2 == 0 ? "minor" : "critical";
            QCOMPARE(twin.post(alarm({}, QByteArray::fromStdString(idOf("link", static_cast<std::size_t>(i))))
                                   .replace("major", severity))
                         .status,
                     201);
        }
        QTRY_COMPARE(twin.alarms(), std::size_t{8});
        const HttpReplyText all = twin.send("GET", kPath);
        QCOMPARE(all.status, 200);
        QCOMPARE(QJsonDocument::fromJson(all.body).array().size(), 8);
        QCOMPARE(all.header("X-Total-Count"), QByteArray("8"));
        const HttpReplyText page = twin.send(
            "GET",
            kPath + "?perceivedSeverity=critical&offset=1&limit=2&fields=perceivedSeverity,alarmedObject");
        QCOMPARE(page.status, 206);
        QCOMPARE(page.header("X-Total-Count"), QByteArray("4"));
        QCOMPARE(page.header("X-Result-Count"), QByteArray("2"));
        const QJsonObject one = QJsonDocument::fromJson(page.body).array().first().toObject();
        QCOMPARE(one.keys(), (QStringList{"alarmedObject", "href", "id", "perceivedSeverity"}));
        const HttpReplyText named = twin.send("GET", kPath + "?alarmedObject.id=link-000003");
        QCOMPARE(QJsonDocument::fromJson(named.body).array().size(), 1);
    }

    void whatWasAcceptedIsThereAfterARestart()
    {
        const QTemporaryDir directory;
        twin::ingest::TwinServiceOptions options;
        options.storePath = directory.filePath("twin.db").toStdString();
        QByteArray id;
        {
            const Gateway twin(options);
            const HttpReplyText made = twin.post(alarm());
            QCOMPARE(made.status, 201);
            id = object(made).value("id").toString().toUtf8();
        }
        const Gateway twin(options);
        QTRY_COMPARE(twin.send("GET", kPath + "/" + id).status, 200);
        QCOMPARE(twin.send("PATCH", kPath + "/" + id, R"({"state": "cleared"})").status, 200);
        QTRY_COMPARE(twin.alarms(), std::size_t{0});
    }

    void unmappedOnesAreListedWithARule()
    {
        const Gateway twin;
        QCOMPARE(twin.post(alarm().replace("\"link\"", "\"router\"")).status, 400);
        QTRY_COMPARE(twin.books("tmf642/ems").refused, std::uint64_t{1});
        QJsonArray sources = object(twin.send("GET", "/status/sources")).value("sources").toArray();
        const QJsonObject series = sources.first().toObject().value("unmapped").toArray().first().toObject();
        QCOMPARE(series.value("metric").toString(), QString("lossOfSignal"));
        QCOMPARE(series.value("rule").toObject().value("tmf642").toString(), QString("lossOfSignal"));
        QCOMPARE(sources.first().toObject().value("alarms").toObject().value("refused").toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTmf642)
#include "tst_tmf642.moc"
