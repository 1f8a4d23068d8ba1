#include "twin/compute/resolver.h"
#include "twin/registry/identifier.h"

#include <QTest>

using namespace twin::compute;
using twin::kSecond;

namespace {

/// A national node, two regions, pools of two enterprises.
twin::registry::Registry nodes()
{
    twin::registry::Registry out;
    const auto node = [&](const std::string& id, twin::registry::ServiceNodeLevel level, std::uint32_t adcode,
                          std::uint32_t ttl) {
        twin::registry::ServiceNode one;
        one.id = id;
        one.level = level;
        one.adcode = adcode;
        one.ttl_s = ttl;
        out.serviceNodes.push_back(one);
    };
    node("SN.0", twin::registry::ServiceNodeLevel::National, 0, 300);
    node("SN.R.52", twin::registry::ServiceNodeLevel::Regional, 520000, 60);
    node("SN.R.64", twin::registry::ServiceNodeLevel::Regional, 640000, 120);
    for (const char* id : {"E001", "E002"}) {
        twin::registry::Subject subject;
        subject.id = id;
        out.subjects.push_back(subject);
    }
    const auto pool = [&](const std::string& id, std::size_t subject, std::uint32_t adcode) {
        twin::registry::Pool one;
        one.id = id;
        one.subject = twin::registry::SubjectIndex(subject);
        one.adcode = adcode;
        out.pools.push_back(one);
    };
    pool("CN.52.E001.520100-001", 0, 520100);
    pool("CN.64.E001.640500-001", 0, 640500);
    pool("CN.64.E002.640500-002", 1, 640500);
    out.indexIdentifiers();
    return out;
}

QStringList levels(const ResolveAnswer& answer)
{
    QStringList out;
    for (const ResolveStep& step : answer.steps) {
        out.append(QString::fromUtf8(resolverLevelName(step.level).data()) + (step.isCached ? "*" : ""));
    }
    return out;
}

} // namespace

class TstResolver : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatIsNoIdentifierIsRefused_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("empty") << "";
        QTest::newRow("words") << "some pool";
        QTest::newRow("no sequence") << "CN.64.E001.640500";
        QTest::newRow("long") << QString(10'000, 'x');
    }

    void whatIsNoIdentifierIsRefused()
    {
        QFETCH(QString, id);
        const auto registry = nodes();
        Resolver resolver(registry);
        QVERIFY(!resolver.resolve(id.toStdString(), 0));
    }

    void itWalksFromTheNationToTheEnterprise()
    {
        const auto registry = nodes();
        Resolver resolver(registry);
        const auto answer = resolver.resolve("CN.64.E001.640500-001", 0);
        QVERIFY(answer && answer->isResolved);
        QCOMPARE(levels(*answer), (QStringList{"national", "regional", "subject"}));
        QCOMPARE(answer->steps[0].answer, std::string("SN.R.64"));
        QCOMPARE(answer->steps[1].answer, std::string("E001"));
        QCOMPARE(answer->steps[0].ttl_s, 300U);
        QCOMPARE(answer->steps[1].ttl_s, 120U);
        QCOMPARE(answer->validUntil, 120 * kSecond);
        const auto service = resolver.resolve("CN.64.E001.640500-001/train", 0);
        QVERIFY(service && service->isResolved && service->pool == answer->pool);
    }

    void theCacheAnswersWhileItLives()
    {
        const auto registry = nodes();
        Resolver resolver(registry);
        QVERIFY(resolver.resolve("CN.64.E001.640500-001", 0));
        const auto cached = resolver.resolve("CN.64.E001.640500-001", 119 * kSecond);
        QCOMPARE(levels(*cached), QStringList{"cache*"});
        QCOMPARE(cached->steps[0].ttl_s, 1U);
        // The record has ended; who is responsible for the region is known for longer.
        const auto again = resolver.resolve("CN.64.E001.640500-001", 120 * kSecond);
        QCOMPARE(levels(*again), (QStringList{"national*", "regional", "subject"}));
        const auto other = resolver.resolve("CN.64.E002.640500-002", 121 * kSecond);
        QCOMPARE(levels(*other), (QStringList{"national*", "regional", "subject"}));
    }

    /// Level that is down, seconds since the client asked, and what it finds.
    void anOutageIsSeenWhenTheCacheEnds_data()
    {
        QTest::addColumn<QString>("down");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("resolved");
        QTest::newRow("nation, cached") << "SN.0" << 10 << true;
        QTest::newRow("nation, referral lives") << "SN.0" << 130 << true;
        QTest::newRow("nation, all ended") << "SN.0" << 301 << false;
        QTest::newRow("region, cached") << "SN.R.64" << 119 << true;
        QTest::newRow("region, ended") << "SN.R.64" << 121 << false;
        QTest::newRow("enterprise, ended") << "E001" << 121 << false;
        QTest::newRow("another region") << "SN.R.52" << 1'000 << true;
        QTest::newRow("another enterprise") << "E002" << 1'000 << true;
    }

    void anOutageIsSeenWhenTheCacheEnds()
    {
        QFETCH(QString, down);
        QFETCH(int, seconds);
        QFETCH(bool, resolved);
        const auto registry = nodes();
        Resolver resolver(registry);
        QVERIFY(resolver.resolve("CN.64.E001.640500-001", 0));
        QVERIFY(resolver.setDown(down.toStdString(), true));
        const auto answer = resolver.resolve("CN.64.E001.640500-001", seconds * kSecond);
        QVERIFY(answer);
        QCOMPARE(answer->isResolved, resolved);
        QCOMPARE(answer->reason.find(down.toStdString() + " is down") == 0, !resolved);
        QVERIFY(resolver.setDown(down.toStdString(), false));
        QVERIFY(resolver.resolve("CN.64.E001.640500-001", seconds * kSecond)->isResolved);
    }

    void whatAnOutageTakesAwayIsCounted()
    {
        const auto registry = nodes();
        const auto nation = outageEffect(registry, {"SN.0"}, 0);
        QVERIFY(nation);
        QCOMPARE(nation->poolsUnresolvable, 3U);
        const auto region = outageEffect(registry, {"SN.R.64"}, 0);
        QCOMPARE(region->poolsUnresolvable, 2U);
        QCOMPARE(region->lastCachedUntil, 120 * kSecond);
        QCOMPARE(region->provinces.size(), std::size_t{1});
        const auto enterprise = outageEffect(registry, {"E002"}, 0);
        QCOMPARE(enterprise->poolsUnresolvable, 1U);
        QVERIFY(!outageEffect(registry, {"SN.R.99"}, 0));
    }

    void aPoolThatIsNotRegisteredIsNotFound()
    {
        const auto registry = nodes();
        Resolver resolver(registry);
        const auto answer = resolver.resolve("CN.64.E001.640500-099", 0);
        QVERIFY(answer && !answer->isResolved);
        QVERIFY(answer->reason.find("does not know it") != std::string::npos);
        const auto elsewhere = resolver.resolve("CN.11.E001.110100-001", 0); // no node for that region
        QVERIFY(elsewhere && !elsewhere->isResolved);
    }
};

QTEST_GUILESS_MAIN(TstResolver)
#include "tst_resolver.moc"
