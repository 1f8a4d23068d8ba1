#include "tests/twin/compute/near.h"
#include "twin/compute/inference.h"

#include <QTest>

#include <cmath>

using namespace twin::compute;

class TstInference : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void valuesOutOfRangeAreRefused()
    {
        InferenceInput input;
        input.cards = 4;
        QVERIFY(!inference(input)); // a replica needs eight
        input = {};
        input.requestsPerSecond = std::nan("");
        QVERIFY(!inference(input));
        input = {};
        input.oneWay_ms = -1;
        QVERIFY(!inference(input));
    }

    void erlangCOfOnePlaceIsItsLoad()
    {
        QVERIFY(test::near(erlangC(1, 0.7), 0.7, 1e-12));
        // Tables: 10 places, 7 Erlangs → 0.2217.
        QVERIFY(test::near(erlangC(10, 7), 0.2217, 0.0005));
    }

    void aServiceInTheMetroAnswersInTime()
    {
        InferenceInput input;
        input.oneWay_ms = 1;
        input.latencyClass_ms = 1;
        const auto answer = inference(input);
        QVERIFY(answer);
        QVERIFY(answer->isWithinClass);
        QVERIFY(answer->load < 1);
        QVERIFY(answer->efficiency > 0.95);
        QVERIFY(answer->firstTokenP95_ms >= answer->network_ms + answer->prefill_ms);
    }

    void distanceShowsInTheFirstTokenAndTheClass()
    {
        InferenceInput input;
        const auto close = inference(input);
        input.oneWay_ms = 20;
        const auto far = inference(input);
        QVERIFY(close && far);
        QVERIFY(test::near(far->firstToken_ms - close->firstToken_ms, 30, 1e-9));
        QVERIFY(close->isWithinClass && !far->isWithinClass);
    }

    void tooManyRequestsMakeAQueueWithoutEnd()
    {
        InferenceInput input;
        input.requestsPerSecond = 1e4;
        const auto answer = inference(input);
        QVERIFY(answer);
        QVERIFY(answer->load > 1);
        QVERIFY(std::isinf(answer->queue_ms));
        QCOMPARE(answer->efficiency, 0.0);
        QVERIFY(test::near(answer->tokensPerSecond, answer->capacityTokens, 1e-9));
    }

    void moreCardsNeverMakeItSlower()
    {
        double before = 1e12;
        for (unsigned cards = 8; cards <= 64; cards += 8) {
            InferenceInput input;
            input.requestsPerSecond = 0.5;
            input.cards = cards;
            const auto answer = inference(input);
            QVERIFY(answer && answer->firstToken_ms <= before);
            before = answer->firstToken_ms;
        }
    }
};

QTEST_GUILESS_MAIN(TstInference)
#include "tst_inference.moc"
