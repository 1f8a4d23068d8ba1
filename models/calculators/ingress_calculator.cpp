#include "models/calculators/calculator_kinds.h"
#include "twin/compute/ingress.h"

#include <QCoreApplication>

#include <algorithm>

/// Moving data in (入算).
namespace models {

using namespace twin::compute;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::IngressCalculator)
};

constexpr double kDay_s = 86'400;

IngressInput inputOf(const CalculatorValues& at)
{
    IngressInput out;
    out.bytes = at["--bytes"];
    out.rate_bps = 1e6 * at["--mbps"];
    out.distance_km = at["--km"];
    out.loss = at["--loss"];
    out.access_bps = 1e6 * at["--access-mbps"];
    out.deadline_s = 3'600 * at["--deadline-hours"];
    out.diskBytes = at["--disk-bytes"];
    out.diskRate_Bps = 1e6 * at["--disk-megabytes-per-s"];
    out.diskBays = at.whole("--disk-bays");
    out.handling_h = at["--handling-hours"];
    out.trainSpeed_kmph = at["--train-kmph"];
    return out;
}

} // namespace

Calculator ingressCalculator()
{
    const QString mbps = QStringLiteral("Mb/s");
    Calculator out;
    out.kind = CalculatorKind::Ingress;
    out.name = Words::tr("Moving data in");
    out.command = "ingress";
    out.fields = {
        {"--bytes", Words::tr("Data to be moved"), QStringLiteral("B"), 1, 1e19, 1e15},
        {"--mbps", Words::tr("Elastic line"), mbps, 0.001, 1e8, 100'000},
        {"--km", Words::tr("Fibre"), QStringLiteral("km"), 0, 40'000, 1'000},
        {"--deadline-hours", Words::tr("Deadline (0 = none)"), QStringLiteral("h"), 0, 277'777, 0},
        {"--loss", Words::tr("Packet loss of an ordinary path"), {}, 0, 0.5, 1e-5},
        {"--access-mbps", Words::tr("Ordinary line, for one TCP connection"), mbps, 0.001, 1e8, 1'000},
        {"--disk-bytes", Words::tr("A disk"), QStringLiteral("B"), 1e9, 1e16, 16e12},
        {"--disk-megabytes-per-s", Words::tr("To and from a disk"), QStringLiteral("MB/s"), 1, 1e6, 250},
        {"--disk-bays", Words::tr("Disks copied at once"), {}, 1, 1e6, 64, true},
        {"--handling-hours", Words::tr("Handling of a shipment"), QStringLiteral("h"), 0, 1'000, 2},
        {"--train-kmph", Words::tr("Speed of a shipment"), QStringLiteral("km/h"), 1, 1'000, 200}};
    out.presets = {
        {Words::tr("1 PB at 100 Gb/s"), Words::tr("published: 22 h ideal, 25–30 h real"), {}},
        {Words::tr("1 PB at 10 Gb/s"), Words::tr("published: 10–14 d"), {{"--mbps", 10'000}}},
        {Words::tr("10 TB at 1 Gb/s"), Words::tr("published: 26 h"), {{"--bytes", 1e13}, {"--mbps", 1'000}}},
        {Words::tr("10 TB at 10 Gb/s"),
         Words::tr("published: 2.6 h"),
         {{"--bytes", 1e13}, {"--mbps", 10'000}}},
        {Words::tr("10 TB at 100 Gb/s"), Words::tr("published: 0.26 h"), {{"--bytes", 1e13}}},
    };
    out.curves = {{"--mbps", 10, 100'000, true}, {"--bytes", 1e12, 1e16, true}};
    return out;
}

std::vector<CalculatorFigure> figuresOf(const IngressAnswer& answer, const QLocale& locale)
{
    const double longest = std::max({answer.line_s, answer.tcp_s, answer.disks_s});
    const auto way = [&](const QString& label, double value_s, bool isMain = false) {
        return CalculatorFigure{label, seconds(value_s, locale), value_s / longest, isMain};
    };
    std::vector<CalculatorFigure> out;
    out.push_back(way(Words::tr("Over the elastic line"), answer.line_s, true));
    out.push_back({Words::tr("at its whole rate"), seconds(answer.idealLine_s, locale)});
    out.push_back(way(Words::tr("Over one TCP connection"), answer.tcp_s));
    out.push_back({Words::tr("its rate"), format::bitRate(answer.tcp_bps, locale)});
    out.push_back(way(Words::tr("On disks by train"), answer.disks_s));
    out.push_back({Words::tr("Disks"), {format::count(answer.disks, locale), {}}});
    out.push_back({Words::tr("Copying, both ends"), seconds(answer.disksCopy_s, locale)});
    out.push_back({Words::tr("Door to door"), seconds(answer.disksTravel_s, locale)});
    out.push_back(
        {Words::tr("Line over TCP"), {format::number(answer.speedUp, locale), QStringLiteral("×")}});
    if (answer.neededRate_bps > 0) {
        out.push_back(
            {Words::tr("Rate that meets the deadline"), format::bitRate(answer.neededRate_bps, locale)});
        out.push_back({Words::tr("Step of the line for it"),
                       answer.neededStep_bps > 0 ? format::bitRate(answer.neededStep_bps, locale)
                                                 : format::Quantity{Words::tr("none is high enough"), {}}});
        out.push_back(
            {Words::tr("This line is in time"), {answer.isInTime ? Words::tr("yes") : Words::tr("no"), {}}});
    }
    return out;
}

CalculatorFigures ingressFigures(const CalculatorValues& at, const QLocale& locale)
{
    const auto answer = ingress(inputOf(at));
    return answer ? CalculatorFigures(figuresOf(*answer, locale)) : twin::failure(answer.error());
}

twin::Result<double> ingressEfficiency(const CalculatorValues& at)
{
    const auto answer = ingress(inputOf(at));
    if (!answer) {
        return twin::failure(answer.error());
    }
    const double deadline_s = at["--deadline-hours"] > 0 ? 3'600 * at["--deadline-hours"] : kDay_s;
    return std::min(1.0, deadline_s / answer->line_s);
}

} // namespace models
