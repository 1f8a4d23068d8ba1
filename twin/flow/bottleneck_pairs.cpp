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
    if (--m_pairs[pair].count == 0) {
        dropPair(pair);
    } else {
        changeWeight(pair, -weight);
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
    m_pairs[pair] = {0, from, to, kNone, 0, 0, m_rest[to].in.size};
    m_in.push(m_rest[to].in, {from, pair});
    m_pairIndex.insert(from, to, pair);
    const Keeper& end = m_keepers[to];
    if (end.isWatched) {
        addWatched(pair);
    } else {
        addQuiet(pair, end.isCap ? end.level * (1 + kLevelTolerance) : kHeadroom * m_keepers[from].level);
    }
    return pair;
}

void BottleneckGraph::dropPair(std::uint32_t pair)
{
    const Pair& gone = m_pairs[pair];
    if (m_keepers[gone.to].isWatched) {
        dropWatched(pair);
        queue(gone.to);
    } else {
        dropQuiet(pair);
    }
    BlockList& list = m_rest[gone.to].in;
    const std::span<In> in = m_in.items(list);
    in[gone.inPlace] = in.back();
    m_pairs[in.back().pair].inPlace = gone.inPlace;
    --list.size;
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
        WatchedOut& out = m_watchedOut.items(m_keepers[one.from].watchedOut)[one.outPlace];
        const Int128 load = rateFrom(now * m_keepers[one.from].level);
        to.left -= load - out.load;
        out.load = load;
        out.weight = now;
        queue(one.to);
    } else if (!to.isCap) {
        const double alarm = m_quietOut.items(m_rest[one.from].quietOut)[one.outPlace].alarm;
        to.left -= rateFrom(now * alarm) - rateFrom(before * alarm);
        if (isOverfull(one.to, to.left)) {
            queue(one.to);
        }
    }
}

void BottleneckGraph::addWatched(std::uint32_t pair)
{
    Pair& one = m_pairs[pair];
    Keeper& from = m_keepers[one.from];
    one.outPlace = from.watchedOut.size;
    const double weight = plain(one.weight);
    const Int128 load = rateFrom(weight * from.level);
    m_watchedOut.push(from.watchedOut, {load, weight, one.to, pair});
    Keeper& to = m_keepers[one.to];
    to.left -= load;
    to.highestIn = std::max(to.highestIn, from.level);
}

void BottleneckGraph::dropWatched(std::uint32_t pair)
{
    const Pair& one = m_pairs[pair];
    BlockList& list = m_keepers[one.from].watchedOut;
    const std::span<WatchedOut> out = m_watchedOut.items(list);
    m_keepers[one.to].left += out[one.outPlace].load;
    out[one.outPlace] = out.back();
    m_pairs[out.back().pair].outPlace = one.outPlace;
    --list.size;
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

void BottleneckGraph::keepLowestAlarm(std::uint32_t from)
{
    const BlockList& list = m_rest[from].quietOut;
    m_keepers[from].alarm = list.size == 0 ? kNoLimit : m_quietOut.items(list).front().alarm;
}

void BottleneckGraph::setAlarm(std::uint32_t from, std::uint32_t place, double alarm)
{
    const std::span<QuietOut> heap = m_quietOut.items(m_rest[from].quietOut);
    QuietOut entry = heap[place];
    const bool isLower = alarm < entry.alarm;
    entry.alarm = alarm;
    if (isLower) {
        siftUp(heap, place, entry);
    } else {
        siftDown(heap, place, entry);
    }
    keepLowestAlarm(from);
}

void BottleneckGraph::addQuiet(std::uint32_t pair, double alarm)
{
    const Pair& one = m_pairs[pair];
    Keeper& to = m_keepers[one.to];
    if (!to.isCap) {
        to.left -= rateFrom(plain(one.weight) * alarm);
    }
    BlockList& list = m_rest[one.from].quietOut;
    const std::uint32_t place = list.size;
    const QuietOut entry{alarm, one.to, pair};
    m_quietOut.push(list, entry);
    siftUp(m_quietOut.items(list), place, entry);
    keepLowestAlarm(one.from);
}

void BottleneckGraph::dropQuiet(std::uint32_t pair)
{
    const Pair& one = m_pairs[pair];
    const std::uint32_t place = one.outPlace;
    BlockList& list = m_rest[one.from].quietOut;
    const std::span<QuietOut> heap = m_quietOut.items(list);
    if (Keeper& to = m_keepers[one.to]; !to.isCap) {
        to.left += rateFrom(plain(one.weight) * heap[place].alarm);
    }
    const QuietOut last = heap.back();
    --list.size;
    const std::span<QuietOut> rest = heap.first(heap.size() - 1);
    if (place < rest.size()) {
        if (place > 0 && last.alarm < rest[(place - 1) / 2].alarm) {
            siftUp(rest, place, last);
        } else {
            siftDown(rest, place, last);
        }
    }
    keepLowestAlarm(one.from);
}

void BottleneckGraph::watch(std::uint32_t link)
{
    const BlockList list = m_rest[link].in;
    for (const In& in : m_in.items(list)) {
        dropQuiet(in.pair);
    }
    Keeper& one = m_keepers[link];
    one.isWatched = true;
    one.left = m_rest[link].capacity;
    one.highestIn = 0;
    for (const In& in : m_in.items(list)) {
        addWatched(in.pair);
    }
}

void BottleneckGraph::unwatch(std::uint32_t link)
{
    const BlockList list = m_rest[link].in;
    const Int128 load = inLoad(link);
    for (const In& in : m_in.items(list)) {
        dropWatched(in.pair);
    }
    m_keepers[link].isWatched = false;
    for (const In& in : m_in.items(list)) {
        addQuiet(in.pair, m_keepers[in.from].level);
    }
    spreadAlarms(link, load);
}

Int128 BottleneckGraph::inLoad(std::uint32_t link) const
{
    if (m_keepers[link].isWatched) {
        return m_rest[link].capacity - m_keepers[link].left;
    }
    Int128 sum = 0;
    for (const In& in : m_in.items(m_rest[link].in)) {
        sum += rateFrom(plain(m_pairs[in.pair].weight) * m_keepers[in.from].level);
    }
    return sum;
}

/// Room is given half in proportion to what a pair brings, half in proportion to its weight: a pair at level
/// 0 gets some, and keepers that rise together by the same factor or by the same step all fit.
void BottleneckGraph::spreadAlarms(std::uint32_t link, Int128 load)
{
    const BlockList list = m_rest[link].in;
    Int128 weight = 0;
    for (const In& in : m_in.items(list)) {
        weight += m_pairs[in.pair].weight;
    }
    const double room = std::max(0.0, bpsOf(m_rest[link].capacity - load)) * kSpread / 2;
    const double factor = load > 0 ? 1 + room / bpsOf(load) : 1;
    const double step = weight > 0 ? room / plain(weight) : 0;
    Int128 left = m_rest[link].capacity;
    for (const In& in : m_in.items(list)) {
        const Pair& pair = m_pairs[in.pair];
        const double alarm = m_keepers[in.from].level * factor + step;
        setAlarm(pair.from, pair.outPlace, alarm);
        left -= rateFrom(plain(pair.weight) * alarm);
    }
    m_keepers[link].left = left;
}

void BottleneckGraph::raiseAlarm(std::uint32_t keeper, double level)
{
    const QuietOut first = firstQuiet(keeper);
    Keeper& to = m_keepers[first.to];
    const double weight = plain(m_pairs[first.pair].weight);
    const Int128 others = to.left + rateFrom(weight * first.alarm);
    double alarm = level * kHeadroom;
    to.left = others - rateFrom(weight * alarm);
    if (to.left < 0) {
        alarm = level;
        to.left = others - rateFrom(weight * alarm);
    }
    setAlarm(keeper, 0, alarm);
    if (isOverfull(first.to, to.left)) {
        queue(first.to);
    }
}

} // namespace twin::flow
