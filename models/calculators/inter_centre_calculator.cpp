#include "models/calculators/calculator_kinds.h"
#include "twin/compute/inter_centre.h"

#include <QCoreApplication>

/// Training across centres (算间).
namespace models {

using namespace twin::compute;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::InterCentreCalculator)
};

constexpr Transport kTransports[] = {Transport::Lossless, Transport::GoBackN, Transport::Selective,
                                     Transport::Tcp};

InterCentreInput inputOf(const CalculatorValues& at)
{
    InterCentreInput out;
    out.size = {at["--params"], at["--tokens-per-step"], at.whole("--cards"), at["--card-tflops"],
                at["--mfu"]};
    out.sites = at.whole("--sites");
    out.distance_km = at["--km"];
    out.extraDelay_s = at["--extra-ms"] / 1e3;
    out.line.rate_bps = 1e9 * at["--gbps"];
    out.line.rtt_s = -1; // from the distance
    out.line.loss = at["--loss"];
    out.line.transport = kTransports[at.whole("--transport")];
    out.line.streams = at.whole("--streams");
    out.overlap = at["--overlap"];
    return out;
}

} // namespace

Calculator interCentreCalculator()
{
    Calculator out;
    out.kind = CalculatorKind::InterCentre;
    out.name = Words::tr("Training across centres");
    out.command = "inter-centre";
    out.fields = trainingFields();
    const std::vector<CalculatorField> line{
        {"--sites", Words::tr("Sites that share the job"), {}, 1, kMostTrainingSites, 2, true},
        {"--km", Words::tr("Fibre between neighbours"), QStringLiteral("km"), 0, 40'000, 500},
        {"--extra-ms", Words::tr("Equipment, one way"), QStringLiteral("ms"), 0, 1'000, 0},
        {"--gbps", Words::tr("Allocated to a site, each way"), QStringLiteral("Gb/s"), 1e-6, 1e7, 3'200},
        {"--loss", Words::tr("Packet loss"), {}, 0, 0.5, 0},
        {"--transport",
         Words::tr("Transport"),
         {},
         0,
         3,
         0,
         true,
         {Words::tr("Lossless"), Words::tr("Go-back-N"), Words::tr("Selective repeat"),
          QStringLiteral("TCP")},
         {QStringLiteral("lossless"), QStringLiteral("gbn"), QStringLiteral("sr"), QStringLiteral("tcp")}},
        {"--streams", Words::tr("Connections that share the rate"), {}, 1, 1e6, 1, true},
        {"--overlap", Words::tr("Part of the exchange hidden"), {}, 0, 1, 0}};
    out.fields.insert(out.fields.end(), line.begin(), line.end());
    out.presets = {
        {Words::tr("1,024 cards, 177 B, 500 km, 3.2 Tb/s"), Words::tr("published: 97–99 %"), {}},
        {Words::tr("the same, half hidden"), Words::tr("published: 97–99 %"), {{"--overlap", 0.5}}},
        {Words::tr("the same at 400 Gb/s"), Words::tr("no published figure"), {{"--gbps", 400}}},
        {Words::tr("the same, loss 1e-5, go-back-N"),
         Words::tr("published: collapses"),
         {{"--loss", 1e-5}, {"--transport", 1}}},
        {Words::tr("409.61 km"), Words::tr("published: > 97 %"), {{"--km", 409.61}, {"--overlap", 0.5}}},
        {Words::tr("2,000 km"), Words::tr("published: 98 %"), {{"--km", 2'000}, {"--overlap", 0.5}}},
    };
    out.curves = {{"--gbps", 100, 10'000, true},
                  {"--loss", 1e-8, 1e-3, true},
                  {"--km", 10, 5'000, true},
                  {"--sites", 1, 16, false}};
    return out;
}

std::vector<CalculatorFigure> figuresOf(const InterCentreAnswer& answer, const QLocale& locale)
{
    const auto part = [&](const QString& label, double value_s) {
        return CalculatorFigure{label, seconds(value_s, locale), value_s / answer.step_s};
    };
    std::vector<CalculatorFigure> out;
    out.push_back({Words::tr("Efficiency, over the same cards in one place"),
                   format::percent(answer.efficiency, locale), answer.efficiency, true});
    out.push_back({Words::tr("A step"), seconds(answer.step_s, locale)});
    out.push_back(part(Words::tr("Computing"), answer.compute_s));
    out.push_back(part(Words::tr("Exchange of gradients, not hidden"), answer.exposed_s));
    out.push_back(part(Words::tr("Round trips"), answer.latency_s));
    out.push_back({Words::tr("Exchange, all of it"), seconds(answer.exchange_s, locale)});
    out.push_back({Words::tr("Sent by a site in a step"), format::bytes(answer.bytesPerSite, locale)});
    out.push_back({Words::tr("Round-trip time"), seconds(answer.rtt_s, locale)});
    out.push_back({Words::tr("Goodput"), format::bitRate(answer.wan.goodput_bps, locale)});
    out.push_back({Words::tr("Goodput over the rate"), format::percent(answer.wan.efficiency, locale),
                   answer.wan.efficiency});
    out.push_back(
        {Words::tr("Packets in flight on a stream"), {format::number(answer.wan.windowPackets, locale), {}}});
    out.push_back(
        {Words::tr("Rounds for what was lost"), {format::number(answer.wan.resendRounds, locale), {}}});
    out.push_back(
        {Words::tr("Buffer for flow control at the far end"), format::bytes(answer.wan.bufferBytes, locale)});
    return out;
}

CalculatorFigures interCentreFigures(const CalculatorValues& at, const QLocale& locale)
{
    const auto answer = interCentre(inputOf(at));
    return answer ? CalculatorFigures(figuresOf(*answer, locale)) : twin::failure(answer.error());
}

twin::Result<double> interCentreEfficiency(const CalculatorValues& at)
{
    const auto answer = interCentre(inputOf(at));
    return answer ? twin::Result<double>(answer->efficiency) : twin::failure(answer.error());
}

} // namespace models
