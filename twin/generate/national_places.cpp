#include "twin/generate/national_places.h"

#include <algorithm>
#include <iterator>

namespace twin::generate {

namespace {

using enum CityRole;

// Coordinates of city centres to 0.01 degrees; people in the urban area, rounded.
constexpr City kCities[] = {
    {110100, "北京", "Beijing", 39.91, 116.40, 1900, "BEJ", Core, true},
    {120100, "天津", "Tianjin", 39.08, 117.20, 1100, "TSN", Capital, true},
    {130100, "石家庄", "Shijiazhuang", 38.04, 114.51, 480, "SJW", Capital, true},
    {131000, "廊坊", "Langfang", 39.52, 116.70, 120, "LFG", Gateway, false},
    {130200, "唐山", "Tangshan", 39.63, 118.18, 250, "", None, false},
    {130600, "保定", "Baoding", 38.87, 115.46, 230, "", None, false},
    {130400, "邯郸", "Handan", 36.61, 114.54, 230, "", None, false},
    {130730, "怀来", "Huailai", 40.415, 115.518, 0, "ZJK", Cluster, false},
    {140100, "太原", "Taiyuan", 37.87, 112.55, 430, "TYN", Capital, true},
    {140200, "大同", "Datong", 40.08, 113.30, 150, "", None, false},
    {140700, "晋中", "Jinzhong", 37.69, 112.75, 90, "", None, false},
    {140300, "阳泉", "Yangquan", 37.86, 113.58, 70, "", None, false},
    {150100, "呼和浩特", "Hohhot", 40.84, 111.75, 240, "HET", Capital, true},
    {150200, "包头", "Baotou", 40.66, 109.84, 210, "", None, false},
    {150900, "乌兰察布", "Ulanqab", 41.03, 113.12, 45, "ULA", Gateway, false},
    {150400, "赤峰", "Chifeng", 42.26, 118.89, 110, "", None, false},
    {150123, "和林格尔", "Horinger", 40.56, 111.82, 0, "HLG", Cluster, false},
    {210100, "沈阳", "Shenyang", 41.81, 123.43, 700, "SHE", Core, true},
    {210200, "大连", "Dalian", 38.96, 121.60, 500, "DLC", Gateway, false},
    {210300, "鞍山", "Anshan", 41.11, 122.99, 150, "", None, false},
    {220100, "长春", "Changchun", 43.82, 125.32, 440, "CGQ", Capital, true},
    {220200, "吉林市", "Jilin City", 43.84, 126.55, 180, "", None, false},
    {230100, "哈尔滨", "Harbin", 45.80, 126.54, 550, "HRB", Capital, true},
    {230600, "大庆", "Daqing", 46.59, 125.10, 140, "", None, false},
    {310100, "上海", "Shanghai", 31.23, 121.47, 2200, "SHA", Core, true},
    {310118, "青浦", "Qingpu", 31.150, 121.124, 0, "YRD", Cluster, false},
    {320100, "南京", "Nanjing", 32.06, 118.80, 790, "NKG", Core, true},
    {320500, "苏州", "Suzhou", 31.30, 120.60, 600, "SZV", Gateway, false},
    {320300, "徐州", "Xuzhou", 34.26, 117.19, 210, "XUZ", Gateway, false},
    {320200, "无锡", "Wuxi", 31.57, 120.31, 300, "", None, false},
    {320400, "常州", "Changzhou", 31.81, 119.97, 250, "", None, false},
    {320600, "南通", "Nantong", 32.01, 120.86, 220, "", None, false},
    {321000, "扬州", "Yangzhou", 32.39, 119.42, 150, "", None, false},
    {330100, "杭州", "Hangzhou", 30.27, 120.16, 980, "HGH", Capital, true},
    {330200, "宁波", "Ningbo", 29.87, 121.55, 380, "NGB", Gateway, false},
    {330300, "温州", "Wenzhou", 28.00, 120.67, 260, "", None, false},
    {330600, "绍兴", "Shaoxing", 30.00, 120.58, 200, "", None, false},
    {330700, "金华", "Jinhua", 29.08, 119.65, 120, "", None, false},
    {340100, "合肥", "Hefei", 31.82, 117.23, 510, "HFE", Capital, true},
    {340200, "芜湖", "Wuhu", 31.370, 118.392, 0, "WHU", Cluster, false},
    {340300, "蚌埠", "Bengbu", 32.92, 117.39, 120, "", None, false},
    {341300, "宿州", "Suzhou Anhui", 33.65, 116.96, 80, "", None, false},
    {350100, "福州", "Fuzhou", 26.07, 119.30, 410, "FOC", Capital, true},
    {350200, "厦门", "Xiamen", 24.49, 118.10, 430, "XMN", Gateway, false},
    {350500, "泉州", "Quanzhou", 24.89, 118.61, 180, "", None, false},
    {360100, "南昌", "Nanchang", 28.68, 115.86, 360, "KHN", Capital, true},
    {360700, "赣州", "Ganzhou", 25.83, 114.93, 160, "KOW", Gateway, false},
    {360400, "九江", "Jiujiang", 29.70, 115.99, 90, "", None, false},
    {360600, "鹰潭", "Yingtan", 28.24, 117.03, 40, "", None, false},
    {370100, "济南", "Jinan", 36.65, 117.12, 590, "TNA", Capital, true},
    {370200, "青岛", "Qingdao", 36.09, 120.37, 600, "TAO", Gateway, false},
    {370600, "烟台", "Yantai", 37.46, 121.44, 230, "", None, false},
    {370700, "潍坊", "Weifang", 36.71, 119.16, 200, "", None, false},
    {371300, "临沂", "Linyi", 35.10, 118.35, 240, "", None, false},
    {370900, "泰安", "Tai'an", 36.20, 117.09, 120, "", None, false},
    {410100, "郑州", "Zhengzhou", 34.75, 113.63, 670, "CGO", Capital, true},
    {410300, "洛阳", "Luoyang", 34.62, 112.45, 230, "", None, false},
    {410700, "新乡", "Xinxiang", 35.30, 113.92, 120, "", None, false},
    {411300, "南阳", "Nanyang", 32.99, 112.53, 150, "", None, false},
    {410600, "鹤壁", "Hebi", 35.75, 114.30, 60, "", None, false},
    {420100, "武汉", "Wuhan", 30.59, 114.30, 990, "WUH", Core, true},
    {420600, "襄阳", "Xiangyang", 32.01, 112.12, 140, "XFN", Gateway, false},
    {420500, "宜昌", "Yichang", 30.69, 111.29, 110, "", None, false},
    {420200, "黄石", "Huangshi", 30.20, 115.04, 80, "", None, false},
    {430100, "长沙", "Changsha", 28.23, 112.94, 550, "CSX", Capital, true},
    {431200, "怀化", "Huaihua", 27.57, 110.00, 60, "HJJ", Gateway, false},
    {430200, "株洲", "Zhuzhou", 27.83, 113.13, 120, "", None, false},
    {431000, "郴州", "Chenzhou", 25.77, 113.01, 80, "", None, false},
    {430400, "衡阳", "Hengyang", 26.89, 112.57, 130, "", None, false},
    {440100, "广州", "Guangzhou", 23.13, 113.26, 1500, "CAN", Core, true},
    {440300, "深圳", "Shenzhen", 22.55, 114.06, 1750, "SZX", Gateway, false},
    {441900, "东莞", "Dongguan", 23.02, 113.75, 950, "", None, false},
    {440600, "佛山", "Foshan", 23.02, 113.12, 850, "", None, false},
    {440400, "珠海", "Zhuhai", 22.27, 113.58, 220, "", None, false},
    {441300, "惠州", "Huizhou", 23.11, 114.42, 250, "", None, false},
    {440204, "韶关", "Shaoguan", 24.800, 113.600, 0, "SHG", Cluster, false},
    {450100, "南宁", "Nanning", 22.82, 108.37, 450, "NNG", Capital, true},
    {450200, "柳州", "Liuzhou", 24.33, 109.42, 220, "LZH", Gateway, false},
    {450300, "桂林", "Guilin", 25.27, 110.29, 130, "", None, false},
    {460100, "海口", "Haikou", 19.98, 110.33, 230, "HAK", Capital, true},
    {460200, "三亚", "Sanya", 18.27, 109.51, 80, "", None, false},
    {500100, "重庆", "Chongqing", 29.56, 106.55, 1150, "CKG", Capital, true},
    {500109, "两江水土", "Liangjiang Shuitu", 29.790, 106.500, 0, "CQG", Cluster, false},
    {510100, "成都", "Chengdu", 30.67, 104.07, 1330, "CTU", Core, true},
    {510116, "天府双流", "Tianfu Shuangliu", 30.574, 103.924, 0, "TFU", Cluster, false},
    {510700, "绵阳", "Mianyang", 31.47, 104.68, 140, "", None, false},
    {511500, "宜宾", "Yibin", 28.75, 104.64, 110, "", None, false},
    {511800, "雅安", "Ya'an", 30.00, 103.01, 40, "", None, false},
    {510400, "攀枝花", "Panzhihua", 26.58, 101.72, 60, "", None, false},
    {520100, "贵阳", "Guiyang", 26.65, 106.63, 380, "KWE", Capital, true},
    {520111, "贵安", "Gui'an", 26.400, 106.470, 0, "GUI", Cluster, false},
    {520300, "遵义", "Zunyi", 27.73, 106.93, 130, "", None, false},
    {530100, "昆明", "Kunming", 25.04, 102.71, 530, "KMG", Capital, true},
    {530300, "曲靖", "Qujing", 25.49, 103.80, 90, "", None, false},
    {532900, "大理", "Dali", 25.60, 100.23, 50, "", None, false},
    {540100, "拉萨", "Lhasa", 29.65, 91.12, 60, "LXA", Capital, true},
    {540300, "昌都", "Qamdo", 31.14, 97.18, 10, "BPX", Gateway, false},
    {610100, "西安", "Xi'an", 34.34, 108.94, 990, "XIY", Core, true},
    {610300, "宝鸡", "Baoji", 34.36, 107.24, 100, "", None, false},
    {610400, "咸阳", "Xianyang", 34.33, 108.71, 110, "", None, false},
    {610600, "延安", "Yan'an", 36.59, 109.49, 60, "", None, false},
    {620100, "兰州", "Lanzhou", 36.06, 103.83, 300, "LHW", Capital, true},
    {621002, "庆阳西峰", "Qingyang Xifeng", 35.730, 107.640, 0, "QYG", Cluster, false},
    {620900, "酒泉", "Jiuquan", 39.73, 98.49, 40, "JGN", Gateway, false},
    {620700, "张掖", "Zhangye", 38.93, 100.45, 30, "", None, false},
    {630100, "西宁", "Xining", 36.62, 101.78, 150, "XNN", Capital, true},
    {632801, "格尔木", "Golmud", 36.40, 94.90, 20, "GOQ", Gateway, false},
    {632200, "海北", "Haibei", 36.95, 100.90, 5, "", None, false},
    {640100, "银川", "Yinchuan", 38.49, 106.23, 190, "INC", Capital, true},
    {640500, "中卫", "Zhongwei", 37.570, 105.150, 0, "ZWE", Cluster, false},
    {640300, "吴忠", "Wuzhong", 37.99, 106.20, 40, "", None, false},
    {650100, "乌鲁木齐", "Urumqi", 43.83, 87.62, 400, "URC", Capital, true},
    {650500, "哈密", "Hami", 42.82, 93.51, 40, "HMI", Gateway, false},
    {652800, "库尔勒", "Korla", 41.73, 86.17, 50, "KRL", Gateway, false},
    {653100, "喀什", "Kashgar", 39.47, 75.99, 60, "KHG", Gateway, false},
    {650200, "克拉玛依", "Karamay", 45.58, 84.87, 40, "", None, false},
    {652300, "昌吉", "Changji", 44.01, 87.31, 40, "", None, false},
};

constexpr ProvinceShare kProvinces[] = {
    {110000, 2.5},  {120000, 0.8}, {130000, 2.6}, {140000, 1.2}, {150000, 1.2}, {210000, 0.6}, {220000, 0.3},
    {230000, 0.3},  {310000, 2.3}, {320000, 2.4}, {330000, 1.8}, {340000, 0.8}, {350000, 0.7}, {360000, 0.5},
    {370000, 1.5},  {410000, 1.1}, {420000, 1.1}, {430000, 0.8}, {440000, 2.5}, {450000, 0.4}, {460000, 0.2},
    {500000, 0.4},  {510000, 0.8}, {520000, 0.6}, {530000, 0.4}, {540000, 0.1}, {610000, 0.7}, {620000, 0.3},
    {630000, 0.25}, {640000, 0.3}, {650000, 0.5}};

constexpr ClusterShare kClusters[] = {
    {"ZJK",
     13.5,
     false,
     {130730, 130722, 130705},
     {"怀来", "张北", "宣化"},
     {"Huailai", "Zhangbei", "Xuanhua"}},
    {"YRD", 6.0, false, {310118, 320509, 330421}, {"青浦", "吴江", "嘉善"}, {"Qingpu", "Wujiang", "Jiashan"}},
    {"WHU",
     4.0,
     false,
     {340207, 340209, 340281},
     {"鸠江", "弋江", "无为"},
     {"Jiujiang District", "Yijiang", "Wuwei"}},
    {"SHG", 4.5, false, {440204, 0, 0}, {"韶关", "", ""}, {"Shaoguan", "", ""}},
    {"TFU", 3.0, true, {510116, 510117, 510185}, {"双流", "郫都", "简阳"}, {"Shuangliu", "Pidu", "Jianyang"}},
    {"CQG",
     3.0,
     true,
     {500109, 500120, 500108},
     {"水土", "璧山", "重庆经开"},
     {"Shuitu", "Bishan", "Chongqing ETDZ"}},
    {"GUI", 9.5, true, {520111, 0, 0}, {"贵安", "", ""}, {"Gui'an", "", ""}},
    {"HLG", 12.0, true, {150123, 150902, 0}, {"和林格尔", "集宁", ""}, {"Horinger", "Jining", ""}},
    {"QYG", 7.0, true, {621002, 0, 0}, {"庆阳", "", ""}, {"Qingyang", "", ""}},
    {"ZWE", 8.5, true, {640500, 0, 0}, {"中卫", "", ""}, {"Zhongwei", "", ""}},
};

} // namespace

std::span<const City> cities()
{
    return kCities;
}

bool hasInterconnection(const City& city)
{
    constexpr std::string_view kSites[] = {"BEJ", "SHA", "CAN", "CTU", "WUH", "XIY", "SHE",
                                           "NKG", "CKG", "CGO", "HGH", "KWE", "FOC", "HET"};
    return std::ranges::find(kSites, city.site) != std::end(kSites);
}

std::span<const ProvinceShare> provinceShares()
{
    return kProvinces;
}

std::span<const ClusterShare> clusterShares()
{
    return kClusters;
}

} // namespace twin::generate
