#include "scenario_runs.h"

#include "twin/scenario/failure_days.h"

#include <atomic>

using namespace scenario_test;

class TstScenarioDays : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badDaysAreRefused()
    {
        FailureDaysOptions options;
        options.days = 1;
        QCOMPARE(simulateFailureDays(*smallGround(), {}, options).error().code, ErrorCode::BadInput);
        options.days = 10'000'000;
        QCOMPARE(simulateFailureDays(*smallGround(), {}, options).error().code, ErrorCode::BadInput);
        options.days = 10;
        options.length = kSecond;
        QCOMPARE(simulateFailureDays(*smallGround(), {}, options).error().code, ErrorCode::BadInput);
        options.length = kHour;
        std::atomic<bool> cancelled = true;
        options.cancelled = &cancelled;
        QCOMPARE(simulateFailureDays(*smallGround(), {}, options).error().code, ErrorCode::Cancelled);
    }

    /// Pools fail every 40 h for 4 h: 10 in 11 of the time one is up, (10/11)² of it two are.
    void availabilityIsThatOfPools()
    {
        FailureDaysOptions options;
        options.days = 3'000;
        options.rates.conduits = false;
        options.rates.opticsPer1000kmYear = 0;
        options.rates.siteYear = 0;
        options.rates.identifierYear = 0;
        options.rates.cardHours = 0;
        options.rates.poolYear = 365.25 * 24 / 40;
        options.threads = 2;
        const auto days = simulateFailureDays(*smallGround(makeSteady), {}, options);
        QVERIFY2(days, days ? "" : days.error().text().c_str());
        const auto jobNamed = [&](const char* id) {
            return *std::ranges::find(days->jobs, id, &JobAvailability::id);
        };
        const JobAvailability one = jobNamed("J.000002");
        QVERIFY2(std::abs(one.up.mean - 10.0 / 11) < 0.01, qPrintable(QString::number(one.up.mean)));
        QVERIFY(one.up.low < 10.0 / 11 && one.up.high > 10.0 / 11);
        QVERIFY(one.up.high - one.up.low < 0.03);
        const JobAvailability two = jobNamed("J.000003");
        QVERIFY2(std::abs(two.up.mean - 100.0 / 121) < 0.015, qPrintable(QString::number(two.up.mean)));
        QVERIFY(two.up.low < 100.0 / 121 && two.up.high > 100.0 / 121);
        QCOMPARE(days->enterprises.size(), std::size_t{2});
        QCOMPARE(days->tenants.size(), std::size_t{2});
        QCOMPARE(days->all.jobs, 3U);
        QVERIFY(std::abs(days->mean_gflops / days->declared_gflops - 10.0 / 11) < 0.01);
        QCOMPARE(days->at999_gflops, 0.0); // both are down for 1/121 of it
        QVERIFY(days->failures > 1'000);
    }

    void daysAreTheSameOnAnyNumberOfThreads()
    {
        FailureDaysOptions options;
        options.days = 20;
        options.rates.scale = 20;
        options.length = kHour;
        std::vector<std::string> hashes;
        for (const unsigned threads : {1U, 3U}) {
            options.threads = threads;
            std::uint32_t last = 0;
            options.onProgress = [&](std::uint32_t done, std::uint32_t all) {
                QCOMPARE(all, 20U);
                QCOMPARE(done, last + 1);
                last = done;
            };
            const auto days = simulateFailureDays(*nationGround(), {}, options);
            QVERIFY(days);
            QCOMPARE(last, 20U);
            hashes.push_back(days->stateHash);
            QVERIFY(days->failures > 0);
        }
        QCOMPARE(hashes[0], hashes[1]);
        options.onProgress = nullptr;
        options.seed = 2;
        QVERIFY(simulateFailureDays(*nationGround(), {}, options)->stateHash != hashes[0]);
    }

    /// Nothing fails: certain, as far as so many hours can say.
    void whatNeverFailsGetsTheRuleOfThree()
    {
        FailureDaysOptions options;
        options.days = 100;
        options.rates.scale = 0;
        const auto days = simulateFailureDays(*smallGround(makeSteady), {}, options);
        QVERIFY(days);
        QCOMPARE(days->all.up.mean, 1.0);
        QCOMPARE(days->jobs.front().up.low, 1 - 3 * 8.0 / (100 * 24));
        QCOMPARE(days->at999_gflops, days->declared_gflops);
    }

    /// Zhongwei's pool is down on many a day when the job is to be moved there: it stays, on those.
    void aDayOnWhichACommandCannotBeDoneGoesOn()
    {
        FailureDaysOptions options;
        options.days = 40;
        options.rates.scale = 2'000;
        options.rates.cardHours = 0;
        options.length = 6 * kHour;
        options.runIn = twin::kDay;
        const Document document = documentOf({at(3'600, MoveJob{"J.000002", {{kZhongwei, 200}}})}, 21'600);
        const auto days = simulateFailureDays(*smallGround(makeSteady), document, options);
        QVERIFY2(days, days ? "" : days.error().text().c_str());
    }

    void whatTheDocumentDecidesFailsInNoOtherWay()
    {
        FailureDaysOptions options;
        options.days = 20;
        options.rates.scale = 500;
        options.rates.identifierYear = 0;
        const Document document = documentOf({command(Fail{{TargetKind::Pool, kZhongwei}})}, 0);
        const auto days = simulateFailureDays(*smallGround(makeSteady), document, options);
        QVERIFY2(days, days ? "" : days.error().text().c_str());
        QCOMPARE(std::ranges::find(days->jobs, "J.000003", &JobAvailability::id)->up.mean, 0.0);
    }
};

QTEST_GUILESS_MAIN(TstScenarioDays)
#include "tst_scenario_days.moc"
