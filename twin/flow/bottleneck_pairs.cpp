#include "twin/flow/bottleneck_graph.h"

#include <algorithm>

/// Pairs of BottleneckGraph: the edges of the bottleneck structure, their loads and alarms.
namespace twin::flow {

namespace {

/// How far above its level a keeper may rise before a quiet link is looked at again, if there is room.
constexpr double kHeadroom = 1.25;
/// Part of a quiet link's room that alarms give away; the rest is for classes that come.
constexpr double kSpread = 0.9;

} // namespace

void BottleneckGraph::join(std::uint32_t from, std::uint32_t hop, Int128 weight)
{
    const std::uint32_t to = m_hops[hop].at;
    std::uint32_t pair = m_pairIndex.find(from, to);
    if (pair == PairIndex::kNone) {
        pair = makePair(from, to);
    }
    linkHop(m_pairs[pair].first, hop);
    m_hops[hop].pair = pair;
    ++m_pairs[pair].count;
    changeWeight(pair, weight);
}

void BottleneckGraph::leave(std::uint32_t hop, Int128 weight)
{
    const std::uint32_t pair = m_hops[hop].pair;
    unlinkHop(m_pairs[pair].first, hop);
    m_hops[hop].pair = kNone;
    changeWeight(pair, -weight);
    if (--m_pairs[pair].count == 0) {
        dropPair(pair);
    }
}

std::uint32_t BottleneckGraph::makePair(std::uint32_t from, std::uint32_t to)
{
    auto pair = static_cast<std::uint32_t>(m_pairs.size());
    if (m_freePairs.empty()) {
        m_pairs.emplace_back();
    } else {
        pair = m_freePairs.back();
        m_freePairs.pop_back();
    }
    m_pairs[pair] = {0, from, to, kNone, 0, 0, m_in.size(to)};
    m_in.push(to, {from, pair});
    m_pairIndex.insert(from, to, pair);
    if (m_keepers[to].isWatched) {
        addWatched(pair);
    } else {
        addQuiet(pair, m_keepers[to].isCap ? m_level[to] * (1 + kLevelTolerance) : kHeadroom * m_level[from]);
    }
    return pair;
}

void BottleneckGraph::dropPair(std::uint32_t pair)
{
    const Pair& gone = m_pairs[pair];
    if (m_keepers[gone.to].isWatched) {
        dropWatched(pair);
    } else {
        dropQuiet(pair);
    }
    const std::span<In> in = m_in[gone.to];
    in[gone.inPlace] = in.back();
    m_pairs[in.back().pair].inPlace = gone.inPlace;
    m_in.pop(gone.to);
    m_pairIndex.erase(gone.from, gone.to);
    m_freePairs.push_back(pair);
}

void BottleneckGraph::changeWeight(std::uint32_t pair, Int128 difference)
{
    Pair& one = m_pairs[pair];
    Keeper& to = m_keepers[one.to];
    const double before = plain(one.weight);
    one.weight += difference;
    const double now = plain(one.weight);
    if (to.isWatched) {
        WatchedOut& out = m_watchedOut[one.from][one.outPlace];
        const Int128 load = rateFrom(now * m_level[one.from]);
        to.inLoad += load - out.load;
        out.load = load;
        out.weight = now;
        queue(one.to);
    } else if (!to.isCap) {
        const double alarm = m_quietOut[one.from][one.outPlace].alarm;
        to.inLoad += rateFrom(now * alarm) - rateFrom(before * alarm);
        if (isOverfull(to, to.inLoad)) {
            queue(one.to);
        }
    }
}

void BottleneckGraph::addWatched(std::uint32_t pair)
{
    Pair& one = m_pairs[pair];
    one.outPlace = m_watchedOut.size(one.from);
    const double weight = plain(one.weight);
    const Int128 load = rateFrom(weight * m_level[one.from]);
    m_watchedOut.push(one.from, {load, weight, one.to, pair});
    Keeper& to = m_keepers[one.to];
    to.inLoad += load;
    to.highestIn = std::max(to.highestIn, m_level[one.from]);
}

void BottleneckGraph::dropWatched(std::uint32_t pair)
{
    const Pair& one = m_pairs[pair];
    const std::span<WatchedOut> out = m_watchedOut[one.from];
    m_keepers[one.to].inLoad -= out[one.outPlace].load;
    out[one.outPlace] = out.back();
    m_pairs[out.back().pair].outPlace = one.outPlace;
    m_watchedOut.pop(one.from);
}

void BottleneckGraph::siftUp(std::span<QuietOut> heap, std::uint32_t place, const QuietOut& entry)
{
    while (place > 0 && entry.alarm < heap[(place - 1) / 2].alarm) {
        heap[place] = heap[(place - 1) / 2];
        m_pairs[heap[place].pair].outPlace = place;
        place = (place - 1) / 2;
    }
    heap[place] = entry;
    m_pairs[entry.pair].outPlace = place;
}

void BottleneckGraph::siftDown(std::span<QuietOut> heap, std::uint32_t place, const QuietOut& entry)
{
    for (std::uint32_t child = 2 * place + 1; child < heap.size(); child = 2 * place + 1) {
        if (child + 1 < heap.size() && heap[child + 1].alarm < heap[child].alarm) {
            ++child;
        }
        if (!(heap[child].alarm < entry.alarm)) {
            break;
        }
        heap[place] = heap[child];
        m_pairs[heap[place].pair].outPlace = place;
        place = child;
    }
    heap[place] = entry;
    m_pairs[entry.pair].outPlace = place;
}

void BottleneckGraph::setAlarm(std::uint32_t from, std::uint32_t place, double alarm)
{
    const std::span<QuietOut> heap = m_quietOut[from];
    QuietOut entry = heap[place];
    const bool isLower = alarm < entry.alarm;
    entry.alarm = alarm;
    if (isLower) {
        siftUp(heap, place, entry);
    } else {
        siftDown(heap, place, entry);
    }
}

void BottleneckGraph::addQuiet(std::uint32_t pair, double alarm)
{
    const Pair& one = m_pairs[pair];
    Keeper& to = m_keepers[one.to];
    if (!to.isCap) {
        to.inLoad += rateFrom(plain(one.weight) * alarm);
    }
    const QuietOut entry{alarm, one.to, pair};
    const std::uint32_t place = m_quietOut.size(one.from);
    m_quietOut.push(one.from, entry);
    siftUp(m_quietOut[one.from], place, entry);
}

void BottleneckGraph::dropQuiet(std::uint32_t pair)
{
    const Pair& one = m_pairs[pair];
    const std::uint32_t place = one.outPlace;
    const std::span<QuietOut> heap = m_quietOut[one.from];
    if (Keeper& to = m_keepers[one.to]; !to.isCap) {
        to.inLoad -= rateFrom(plain(one.weight) * heap[place].alarm);
    }
    const QuietOut last = heap.back();
    m_quietOut.pop(one.from);
    const std::span<QuietOut> rest = heap.first(heap.size() - 1);
    if (place == rest.size()) {
        return;
    }
    if (place > 0 && last.alarm < rest[(place - 1) / 2].alarm) {
        siftUp(rest, place, last);
    } else {
        siftDown(rest, place, last);
    }
}

void BottleneckGraph::watch(std::uint32_t link)
{
    for (const In& in : m_in[link]) {
        dropQuiet(in.pair);
    }
    Keeper& one = m_keepers[link];
    one.isWatched = true;
    one.inLoad = 0;
    one.highestIn = 0;
    for (const In& in : m_in[link]) {
        addWatched(in.pair);
    }
}

void BottleneckGraph::unwatch(std::uint32_t link)
{
    Keeper& one = m_keepers[link];
    const Int128 load = one.inLoad;
    for (const In& in : m_in[link]) {
        dropWatched(in.pair);
    }
    one.isWatched = false;
    one.inLoad = 0;
    for (const In& in : m_in[link]) {
        addQuiet(in.pair, m_level[in.from]);
    }
    spreadAlarms(link, load);
}

Int128 BottleneckGraph::sumIn(std::uint32_t link) const
{
    if (m_keepers[link].isWatched) {
        return m_keepers[link].inLoad;
    }
    Int128 sum = 0;
    for (const In& in : m_in[link]) {
        sum += rateFrom(plain(m_pairs[in.pair].weight) * m_level[in.from]);
    }
    return sum;
}

/// Room is given half in proportion to what a pair brings, half in proportion to its weight: a pair at level 0
/// gets some, and keepers that rise together by the same factor or by the same step all fit.
void BottleneckGraph::spreadAlarms(std::uint32_t link, Int128 load)
{
    Int128 weight = 0;
    for (const In& in : m_in[link]) {
        weight += m_pairs[in.pair].weight;
    }
    Keeper& one = m_keepers[link];
    const double room = std::max(0.0, bpsOf(one.capacity - load)) * kSpread / 2;
    const double factor = load > 0 ? 1 + room / bpsOf(load) : 1;
    const double step = weight > 0 ? room / plain(weight) : 0;
    one.inLoad = 0;
    for (const In& in : m_in[link]) {
        const Pair& pair = m_pairs[in.pair];
        const double alarm = m_level[in.from] * factor + step;
        setAlarm(pair.from, pair.outPlace, alarm);
        one.inLoad += rateFrom(plain(pair.weight) * alarm);
    }
}

void BottleneckGraph::raiseAlarm(std::uint32_t keeper, double level)
{
    const QuietOut top = m_quietOut[keeper].front();
    Keeper& to = m_keepers[top.to];
    const double weight = plain(m_pairs[top.pair].weight);
    const Int128 others = to.inLoad - rateFrom(weight * top.alarm);
    double alarm = level * kHeadroom;
    to.inLoad = others + rateFrom(weight * alarm);
    if (to.inLoad > to.capacity) {
        alarm = level;
        to.inLoad = others + rateFrom(weight * alarm);
    }
    setAlarm(keeper, 0, alarm);
    if (isOverfull(to, to.inLoad)) {
        queue(top.to);
    }
}

} // namespace twin::flow
