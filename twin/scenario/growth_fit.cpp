#include "twin/scenario/growth_fit.h"

#include "twin/scenario/share_sum.h"
#include "twin/support/moment_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace twin::scenario {

namespace {

/// A straight line through points, and how sure its slope is.
struct Line
{
    double atZero = 0;
    double slope = 0;
    double slopeError = 0; ///< standard error

    [[nodiscard]] double at(double x) const { return atZero + slope * x; }
};

Line fitLine(std::span<const double> x, std::span<const double> y)
{
    const auto n = static_cast<double>(x.size());
    double meanX = 0;
    double meanY = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        meanX += x[i] / n;
        meanY += y[i] / n;
    }
    double xx = 0;
    double xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        xy += (x[i] - meanX) * (y[i] - meanY);
    }
    Line out;
    out.slope = xx > 0 ? xy / xx : 0;
    out.atZero = meanY - out.slope * meanX;
    double squares = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        squares += (y[i] - out.at(x[i])) * (y[i] - out.at(x[i]));
    }
    out.slopeError = xx > 0 && n > 2 ? std::sqrt(squares / (n - 2) / xx) : 0;
    return out;
}

double daysOf(TimeNs span)
{
    return static_cast<double>(span) / static_cast<double>(kDay);
}

Result<> check(std::span<const DayLoad> days, TimeNs from, TimeNs at)
{
    if (at < from) {
        return failure(ErrorCode::Invalid, "the date of the forecast, " + momentText(at) +
                                               ", is before the scenario's beginning, " + momentText(from));
    }
    if (days.size() < kLeastDays) {
        return failure(ErrorCode::Invalid, "a growth is fitted to at least " + std::to_string(kLeastDays) +
                                               " days of history; the store has " +
                                               std::to_string(days.size()) + ": give 'per_quarter'");
    }
    const double past = daysOf(days.back().begin - days.front().begin) + 1;
    const double ahead = daysOf(at - days.back().begin);
    if (ahead > kMostAhead * past) {
        return failure(ErrorCode::Invalid,
                       "the date is " + std::to_string(std::lround(ahead)) + " days after a history of " +
                           std::to_string(std::lround(past)) + ", more than " +
                           std::to_string(std::lround(kMostAhead)) + " times as far: give 'per_quarter'");
    }
    return {};
}

} // namespace

Result<GrowthFit> fitGrowth(std::span<const DayLoad> days, TimeNs from, TimeNs at)
{
    if (auto fine = check(days, from, at); !fine) {
        return failure(std::move(fine.error()));
    }
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> logs;
    for (const DayLoad& day : days) {
        x.push_back(daysOf(day.begin - days.front().begin) + 0.5); // the middle of the day
        y.push_back(day.bps);
        logs.push_back(std::log(day.bps));
    }
    const Line line = fitLine(x, y);
    const Line curve = fitLine(x, logs);
    double ofLine = 0;
    double ofCurve = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        ofLine += std::pow(y[i] - line.at(x[i]), 2);
        ofCurve += std::pow(y[i] - std::exp(curve.at(x[i])), 2);
    }
    GrowthFit out;
    out.days = days.size();
    out.isExponential = ofCurve < ofLine;
    const double begin = daysOf(from - days.front().begin);
    const double ahead = daysOf(at - from);
    const double t = studentOf(static_cast<double>(days.size()) - 2);
    const auto factorOf = [&](double deviation) {
        return out.isExponential ? std::exp((curve.slope + deviation * curve.slopeError) * ahead)
                                 : 1 + (line.slope + deviation * line.slopeError) * ahead / line.at(begin);
    };
    if (!out.isExponential && line.at(begin) <= 0) {
        return failure(ErrorCode::Invalid, "the traffic falls so fast that none is left: give 'per_quarter'");
    }
    out.factor = factorOf(0);
    out.low = std::max(0.0, factorOf(-t));
    out.high = factorOf(t);
    if (!(out.factor > 0) || !std::isfinite(out.factor)) {
        return failure(ErrorCode::Invalid, "the traffic falls so fast that none is left: give 'per_quarter'");
    }
    return out;
}

} // namespace twin::scenario
