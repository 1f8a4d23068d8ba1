#include "models/calculators/calculator_kinds.h"
#include "twin/compute/inference.h"

#include <QCoreApplication>

#include <algorithm>

/// Inference near users.
namespace models {

using namespace twin::compute;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::InferenceCalculator)
};

InferenceInput inputOf(const CalculatorValues& at)
{
    InferenceInput out;
    out.parameters = at["--params"];
    out.cards = at.whole("--cards");
    out.cardsPerReplica = at.whole("--cards-per-replica");
    out.cardTflops = at["--card-tflops"];
    out.memory_Bps = 1e9 * at["--memory-gigabytes-per-s"];
    out.bytesPerParameter = at["--bytes-per-parameter"];
    out.batch = at.whole("--batch");
    out.requestsPerSecond = at["--requests-per-s"];
    out.promptTokens = at["--prompt-tokens"];
    out.answerTokens = at["--answer-tokens"];
    out.oneWay_ms = at["--one-way-ms"];
    out.latencyClass_ms = at["--class-ms"];
    out.firstToken_ms = at["--first-token-ms"];
    return out;
}

} // namespace

Calculator inferenceCalculator()
{
    const QString ms = QStringLiteral("ms");
    Calculator out;
    out.kind = CalculatorKind::Inference;
    out.name = Words::tr("Inference near users");
    out.command = "inference";
    out.fields = {
        {"--params", Words::tr("Parameters active for a token"), {}, 1e6, 1e14, 70e9},
        {"--cards", Words::tr("Cards of the service"), {}, 1, 1e6, 16, true},
        {"--cards-per-replica", Words::tr("Cards that hold the model once"), {}, 1, 4'096, 8, true},
        {"--card-tflops", Words::tr("Peak of a card"), QStringLiteral("TFLOPS"), 0.1, 1e6, 320},
        {"--memory-gigabytes-per-s", Words::tr("Memory bandwidth of a card"), QStringLiteral("GB/s"), 1, 1e6,
         1'600},
        {"--bytes-per-parameter", Words::tr("Bytes of a parameter"), QStringLiteral("B"), 0.25, 8, 2},
        {"--batch", Words::tr("Requests a replica answers at once"), {}, 1, 4'096, 16, true},
        {"--requests-per-s", Words::tr("Requests"), QStringLiteral("/s"), 1e-6, 1e7, 2},
        {"--prompt-tokens", Words::tr("Tokens of a prompt"), {}, 1, 1e7, 1'000},
        {"--answer-tokens", Words::tr("Tokens of an answer"), {}, 1, 1e6, 300},
        {"--one-way-ms", Words::tr("User to pool, one way"), ms, 0, 1'000, 5},
        {"--class-ms", Words::tr("Latency class"), ms, 0.1, 1'000, 5},
        {"--first-token-ms", Words::tr("First token within"), ms, 1, 1e6, 1'000}};
    out.presets = {
        {Words::tr("70 B on two replicas of eight cards, 5 ms class"), Words::tr("no published figure"), {}},
        {Words::tr("the same, 20 ms away"), Words::tr("no published figure"), {{"--one-way-ms", 20}}},
    };
    out.curves = {
        {"--requests-per-s", 0.1, 20, true}, {"--cards", 8, 256, true}, {"--one-way-ms", 0, 100, false}};
    return out;
}

std::vector<CalculatorFigure> figuresOf(const InferenceAnswer& answer, const QLocale& locale)
{
    const auto ms = [&](double value) {
        return format::Quantity{format::number(value, locale), QStringLiteral("ms")};
    };
    const auto part = [&](const QString& label, double value) {
        return CalculatorFigure{label, ms(value), value / answer.firstToken_ms};
    };
    std::vector<CalculatorFigure> out;
    out.push_back({Words::tr("Requests whose first token is in time"),
                   format::percent(answer.efficiency, locale), answer.efficiency, true});
    out.push_back({Words::tr("Within the latency class"),
                   {answer.isWithinClass ? Words::tr("yes") : Words::tr("no"), {}}});
    out.push_back({Words::tr("First token, mean"), ms(answer.firstToken_ms)});
    out.push_back(part(Words::tr("Network, there and back"), answer.network_ms));
    out.push_back(part(Words::tr("Waiting for a place"), answer.queue_ms));
    out.push_back(part(Words::tr("Reading the prompt"), answer.prefill_ms));
    out.push_back({Words::tr("First token, 95 % of requests"), ms(answer.firstTokenP95_ms)});
    out.push_back({Words::tr("Between tokens"), ms(answer.tokenGap_ms)});
    out.push_back({Words::tr("To the last token, mean"), seconds(answer.answer_ms / 1e3, locale)});
    out.push_back({Words::tr("Tokens users get"),
                   {format::number(answer.tokensPerSecond, locale), QStringLiteral("/s")}});
    out.push_back({Words::tr("Tokens the cards could give"),
                   {format::number(answer.capacityTokens, locale), QStringLiteral("/s")}});
    out.push_back(
        {Words::tr("Load of the places"), format::percent(answer.load, locale), std::min(1.0, answer.load)});
    out.push_back({Words::tr("Chance of waiting"), format::percent(answer.chanceOfWaiting, locale),
                   answer.chanceOfWaiting});
    return out;
}

CalculatorFigures inferenceFigures(const CalculatorValues& at, const QLocale& locale)
{
    const auto answer = inference(inputOf(at));
    return answer ? CalculatorFigures(figuresOf(*answer, locale)) : twin::failure(answer.error());
}

twin::Result<double> inferenceEfficiency(const CalculatorValues& at)
{
    const auto answer = inference(inputOf(at));
    return answer ? twin::Result<double>(answer->efficiency) : twin::failure(answer.error());
}

} // namespace models
