#include "twin/compute/jobs_file.h"

#include <QTest>

using namespace twin::compute;

class TstJobsFile : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void hostileFilesAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("reason");
        const auto file = [](const char* name, const QByteArray& text, int line, const char* reason) {
            QTest::newRow(name) << text << line << QString::fromUtf8(reason);
        };
        const auto job = [&](const char* fields, int line, const char* reason) {
            file(fields,
                 QByteArray(
                     "{\"format\": \"suanwang.jobs.v1\",\n\"jobs\": [\n{\"id\": \"a\", \"cards\": 8},\n{") +
                     fields + "}]}",
                 line, reason);
        };
        file("empty", "", 1, "");
        file("no json", "{\"format\": ", 1, "");
        file("a list", "[]", 1, "is no JSON object");
        file("another format", "{\"format\": \"suanwang.orders.v1\", \"jobs\": []}", 1,
             "is not suanwang.jobs.v1");
        file("no format", "{\"jobs\": []}", 1, "is not suanwang.jobs.v1");
        file("a later version", "{\"jobz\": [],\n\"format\": \"suanwang.jobs.v2\"}", 2,
             "'suanwang.jobs.v2' is a version this program does not know; it reads suanwang.jobs.v1");
        file("no jobs", "{\"format\": \"suanwang.jobs.v1\"}", 1, "jobs: is missing");
        file("jobs are no list", "{\"format\": \"suanwang.jobs.v1\",\n\"jobs\": 3}", 2, "a list is expected");
        file("unknown member", "{\"format\": \"suanwang.jobs.v1\", \"jobs\": [],\n\"jobz\": 3}", 2,
             "no such field");
        file("twice", "{\"format\": \"suanwang.jobs.v1\",\n\"jobs\": [],\n\"jobs\": []}", 3, "here twice");
        file("deep", "{\"jobs\": " + QByteArray(40, '[') + QByteArray(40, ']') + "}", 1, "");
        file("no object", "{\"format\": \"suanwang.jobs.v1\",\n\"jobs\": [\n7]}", 3, "a job is an object");
        job("\"id\": \"a\", \"cards\": 8", 4, "is used twice");
        job("\"cards\": 8", 4, "id: is missing");
        job("\"id\": \"b\"", 4, "cards or tflops is expected");
        job("\"id\": \"b\", \"cards\": 8, \"tflops\": 3", 4, "cards or tflops is expected");
        job("\"id\": \"b\", \"cards\": 0", 4, "a whole number from 1");
        job("\"id\": \"b\", \"cards\": -8", 4, "a whole number from 1");
        job("\"id\": \"b\", \"cards\": 8.5", 4, "a whole number from 1");
        job("\"id\": \"b\", \"cards\": 99999999999999999999", 4, "a whole number from 1");
        job("\"id\": \"b\", \"cards\": \"8\"", 4, "a whole number from 1");
        job("\"id\": \"b\", \"cards\": 8, \"hours\": 1e99", 4, "a number from 0 to");
        job("\"id\": \"b\", \"cards\": 8, \"hours\": NaN", 4, "");
        job("\"id\": \"b\", \"cards\": 8, \"kind\": \"mine\"", 4, "is one of intra_train");
        job("\"id\": \"b\", \"cards\": 8, \"precision\": \"fp17\"", 4, "is no precision");
        job("\"id\": \"b\", \"cards\": 8, \"provinces\": [\"Atlantis\"]", 4,
            "there is no province 'Atlantis'");
        job("\"id\": \"b\", \"cards\": 8, \"data_class\": \"secret\"", 4, "general, important or core");
        job("\"id\": \"b\", \"cards\": 8, \"kind\": \"cross_train\"", 4, "what it needs between its pools");
        job("\"id\": \"b\", \"cards\": 8, \"pools\": 2", 4, "a cross_train job, and no other");
        job("\"id\": \"b\", \"cards\": 8, \"pools\": 5", 4, "a whole number from 1 to 4");
        job("\"id\": \"b\", \"cards\": 8, \"data_bytes\": 1e12", 4, "data_site: is missing");
        job("\"id\": \"b\", \"cards\": 8, \"latency_ms\": 5", 4, "to whom?");
        job("\"id\": \"b\", \"cards\": 8, \"start_s\": 7200,\n\"deadline_hours\": 2", 5,
            "deadline_hours: is not after start_s");
        job("\"id\": \"b\", \"cards\": 8, \"loss_max\": 2", 4, "a number from 0 to 1");
        job("\"id\": \"b\", \"kind\": \"ingest\"", 4, "an ingest job moves data");
        job("\"id\": \"b\", \"cards\": 8,\n\"cardz\": 3", 5, "there is no such field");
        file("reservation",
             "{\"format\": \"suanwang.jobs.v1\", \"jobs\": [],\n\"reservations\": [\n{\"cards\": 3}]}", 3,
             "cards of a pool or gbps of an arc");
        file("backwards",
             "{\"format\": \"suanwang.jobs.v1\", \"jobs\": [],\n\"reservations\": [\n{\"arc\": \"a>\", "
             "\"from_s\": 9, \"to_s\": 3}]}",
             3, "ends after it begins");
    }

    void hostileFilesAreRefusedWithTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(QString, reason);
        const auto read = parseJobs(text.toStdString(), "jobs.json");
        QVERIFY(!read);
        QCOMPARE(read.error().file, std::string("jobs.json"));
        QVERIFY2(QString::fromStdString(read.error().reason).contains(reason), read.error().text().c_str());
        if (!reason.isEmpty()) {
            QCOMPARE(read.error().line, line);
        }
    }

    void tooManyJobsAreRefused()
    {
        std::string text = "{\"format\": \"suanwang.jobs.v1\", \"jobs\": [";
        for (std::size_t i = 0; i <= kMostRequests; ++i) {
            text += (i == 0 ? "" : ",") + std::string("{}");
        }
        const auto read = parseJobs(text + "]}", "jobs.json");
        QVERIFY(!read);
        QCOMPARE(read.error().code, twin::ErrorCode::TooLarge);
    }

    void aJobIsReadWithItsUnits()
    {
        const auto read = parseJobs(R"({"format": "suanwang.jobs.v1", "note": "an example", "jobs": [
            {"id": "J1", "kind": "cross_train", "tflops": 640000, "precision": "bf16", "memory_gb": 64, "pools": 3,
             "parameters": 177e9, "gbps": 400, "hours": 72, "deadline_hours": 96, "data_site": "S.BEJ",
             "data_bytes": 1e13, "provinces": ["11", "贵州", "Hebei"], "transit_provinces": ["110000"],
             "data_class": "important", "protection_level": 3, "price": "spot", "budget_cny": 5e6,
             "loss_max": 1e-6, "latency_class_ms": 5}],
            "reservations": [{"pool": "P", "chip_class": "NPU-320", "cards": 8, "to_s": 3600}]})",
                                    "jobs.json");
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        const PlacementRequest& job = read->jobs.front();
        QCOMPARE(job.kind, twin::registry::JobKind::CrossTrain);
        QCOMPARE(job.gflops, 640e6);
        QCOMPARE(job.precision, twin::Precision::Bf16);
        QCOMPARE(job.memoryBytes, 64e9);
        QCOMPARE(job.deadline_s, 96 * 3'600.0);
        QCOMPARE(job.provinces, (std::vector<std::uint32_t>{110000, 520000, 130000}));
        QCOMPARE(job.lossMax, 1e-6);
        QCOMPARE(job.latencyClass_ms, 5.0);
        QCOMPARE(job.data, DataClass::Important);
        QCOMPARE(job.price, twin::registry::PriceKind::Spot);
        QCOMPARE(read->reservations.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TstJobsFile)
#include "tst_jobs_file.moc"
