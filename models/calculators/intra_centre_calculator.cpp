#include "models/calculators/calculator_kinds.h"
#include "models/format/terms.h"
#include "twin/compute/hash_imbalance.h"
#include "twin/compute/intra_centre.h"

#include <QCoreApplication>

/// Training inside one centre (算内).
namespace models {

using namespace twin::compute;
using twin::registry::LoadBalancing;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::IntraCentreCalculator)
};

constexpr LoadBalancing kBalancings[] = {LoadBalancing::Ecmp, LoadBalancing::Flowlet, LoadBalancing::Nslb,
                                         LoadBalancing::Spray};
constexpr Collective kCollectives[] = {Collective::Ring, Collective::Tree, Collective::Fastest};

BalancingInput balancingOf(const CalculatorValues& at)
{
    BalancingInput out;
    out.flows = at.whole("--flows");
    out.links = at.whole("--links");
    out.balancing = kBalancings[at.whole("--balancing")];
    out.flowletsPerFlow = at.whole("--flowlets-per-flow");
    out.packetsPerFlow = at.whole("--packets-per-flow");
    return out;
}

IntraCentreInput inputOf(const CalculatorValues& at)
{
    IntraCentreInput out;
    out.size = {at["--params"], at["--tokens-per-step"], at.whole("--cards"), at["--card-tflops"],
                at["--mfu"]};
    out.fabric.port_bps = 1e9 * at["--port-gbps"];
    out.fabric.oversubscription = at["--oversubscription"];
    out.fabric.scaleUp_bps = 1e9 * at["--scale-up-gbps"];
    out.fabric.cardsPerServer = at.whole("--cards-per-server");
    out.fabric.balancing = balancingOf(at);
    out.parallel.tensor = at.whole("--tensor");
    out.parallel.pipeline = at.whole("--pipeline");
    out.parallel.data = at.whole("--data");
    out.parallel.microBatches = at.whole("--micro-batches");
    out.parallel.collective = kCollectives[at.whole("--collective")];
    out.parallel.gradientOverlap = at["--overlap"];
    out.writeRate_bps = 1e9 * at["--write-gbps"];
    out.restart_s = at["--restart-s"];
    out.checkpointInterval_s = at["--checkpoint-interval-s"];
    out.cardHoursPerStop = at["--card-hours-per-stop"];
    return out;
}

std::vector<CalculatorField> spreadingFields()
{
    QStringList balancings;
    for (const LoadBalancing balancing : kBalancings) {
        balancings.append(Terms::of(balancing));
    }
    return {{"--flows", Words::tr("Flows that leave a switch together"), {}, 1, kMostFabricFlows, 8, true},
            {"--links", Words::tr("Links they are spread over"), {}, 1, kMostFabricLinks, 8, true},
            {"--balancing",
             Words::tr("Load balancing"),
             {},
             0,
             3,
             0,
             true,
             balancings,
             {QStringLiteral("ecmp"), QStringLiteral("flowlet"), QStringLiteral("nslb"),
              QStringLiteral("spray")}},
            {"--flowlets-per-flow", Words::tr("Flowlets of a flow"), {}, 1, 1e6, 16, true},
            {"--packets-per-flow", Words::tr("Packets of a flow"), {}, 1, 1e6, 2'048, true}};
}

std::vector<CalculatorField> jobFields()
{
    const QString gbps = QStringLiteral("Gb/s");
    const QString s = QStringLiteral("s");
    return {{"--tensor", Words::tr("Tensor-parallel size"), {}, 1, 4'096, 8, true},
            {"--pipeline", Words::tr("Pipeline stages"), {}, 1, 4'096, 1, true},
            {"--data", Words::tr("Data-parallel size (0 = what is left)"), {}, 0, 1e7, 0, true},
            {"--micro-batches", Words::tr("Micro batches (0 = 4 for each stage)"), {}, 0, 1e6, 0, true},
            {"--collective",
             Words::tr("All-reduce of gradients"),
             {},
             0,
             2,
             2,
             true,
             {Words::tr("Ring"), Words::tr("Tree"), Words::tr("The faster one")},
             {QStringLiteral("ring"), QStringLiteral("tree"), QStringLiteral("fastest")}},
            {"--overlap", Words::tr("Part of the gradient exchange hidden"), {}, 0, 1, 0.5},
            {"--port-gbps", Words::tr("Port of a card"), gbps, 1, 1e5, 400},
            {"--oversubscription", Words::tr("Oversubscription of the fabric"), {}, 1, 1'000, 1},
            {"--scale-up-gbps", Words::tr("Between cards of a server"), gbps, 1, 1e6, 3'200},
            {"--cards-per-server", Words::tr("Cards of a server"), {}, 1, 4'096, 8, true},
            {"--write-gbps", Words::tr("Storage, for checkpoints"), gbps, 0.001, 1e7, 1'600},
            {"--restart-s", Words::tr("From a stop to computing again"), s, 0, 1e6, 600},
            {"--checkpoint-interval-s", Words::tr("Between checkpoints (0 = the best)"), s, 0, 1e8, 0},
            {"--card-hours-per-stop", Words::tr("Card hours between stops"), {}, 1, 1e9, 50'700}};
}

CalculatorPreset spreading(double flows, double links, const QString& published)
{
    return {Words::tr("%1 flows on %2 links, ECMP").arg(flows).arg(links),
            Words::tr("published: spreading %1").arg(published),
            {{"--flows", flows}, {"--links", links}}};
}

} // namespace

Calculator intraCentreCalculator()
{
    Calculator out;
    out.kind = CalculatorKind::IntraCentre;
    out.name = Words::tr("Training inside a centre");
    out.command = "intra-centre";
    out.fields = trainingFields();
    for (auto more : {spreadingFields(), jobFields()}) {
        out.fields.insert(out.fields.end(), more.begin(), more.end());
    }
    out.presets = {spreading(8, 8, QStringLiteral("0.39")),
                   spreading(16, 8, QStringLiteral("0.47")),
                   spreading(64, 8, QStringLiteral("0.66")),
                   spreading(256, 8, QStringLiteral("0.79")),
                   spreading(32, 32, QStringLiteral("0.28")),
                   spreading(512, 32, QStringLiteral("0.65")),
                   {Words::tr("405 B on 16,384 cards"),
                    Words::tr("published: more than 90 % effective time"),
                    {{"--params", 405e9},
                     {"--cards", 16'384},
                     {"--card-tflops", 989},
                     {"--tokens-per-step", 16e6},
                     {"--pipeline", 16},
                     {"--write-gbps", 16'000}}}};
    out.curves = {{"--flows", 1, 512, true}, {"--port-gbps", 50, 1'600, true}, {"--cards", 64, 65'536, true}};
    return out;
}

std::vector<CalculatorFigure> figuresOf(const IntraCentreAnswer& answer, const QLocale& locale)
{
    const auto part = [&](const QString& label, double value_s) {
        return CalculatorFigure{label, seconds(value_s, locale), value_s / answer.step_s};
    };
    const auto percent = [&](double value) {
        return format::percent(value, locale);
    };
    std::vector<CalculatorFigure> out;
    out.push_back({Words::tr("Efficiency"), percent(answer.efficiency), answer.efficiency, true});
    out.push_back({Words::tr("of it network"), percent(answer.network), answer.network});
    out.push_back(
        {Words::tr("of it effective time"), percent(answer.failures.efficiency), answer.failures.efficiency});
    out.push_back({Words::tr("A step"), seconds(answer.step_s, locale)});
    out.push_back(part(Words::tr("Computing"), answer.compute_s));
    out.push_back(part(Words::tr("Pipeline bubble"), answer.bubble_s));
    out.push_back(part(Words::tr("Tensor parallelism between servers"), answer.tensor_s));
    out.push_back(part(Words::tr("Activations between stages"), answer.pipeline_s));
    out.push_back(part(Words::tr("Gradients, not hidden"), answer.gradient_s));
    out.push_back(
        {Words::tr("Spreading of flows"), percent(answer.balancing.efficiency), answer.balancing.efficiency});
    out.push_back({Words::tr("Standard error (0 = exact)"),
                   {format::number(answer.balancing.standardError, locale), {}}});
    out.push_back({Words::tr("A card's port as used"), format::bitRate(answer.port_bps, locale)});
    out.push_back({Words::tr("Between stops"), seconds(answer.failures.meanBetweenStops_s, locale)});
    out.push_back({Words::tr("Writing a checkpoint"), seconds(answer.failures.checkpoint_s, locale)});
    out.push_back({Words::tr("Between checkpoints"), seconds(answer.failures.interval_s, locale)});
    out.push_back({Words::tr("Lost to checkpoints"), percent(answer.failures.lostToCheckpoints),
                   answer.failures.lostToCheckpoints});
    out.push_back(
        {Words::tr("Lost to stops"), percent(answer.failures.lostToStops), answer.failures.lostToStops});
    return out;
}

CalculatorFigures intraCentreFigures(const CalculatorValues& at, const QLocale& locale)
{
    const auto answer = intraCentre(inputOf(at));
    return answer ? CalculatorFigures(figuresOf(*answer, locale)) : twin::failure(answer.error());
}

twin::Result<double> intraCentreEfficiency(const CalculatorValues& at)
{
    const auto answer = intraCentre(inputOf(at));
    return answer ? twin::Result<double>(answer->efficiency) : twin::failure(answer.error());
}

} // namespace models
