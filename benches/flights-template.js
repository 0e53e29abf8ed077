// The flights' columns with their types, as every bench checks them.
const text = ["carrier", "tailnum", "origin", "dest", "time_hour"];
const HEADER =
  "year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,carrier,flight,tailnum,origin,dest,air_time,distance,hour,minute,time_hour";

export const template = {
  code: "flights",
  onInvalid: "include",
  columns: HEADER.split(",").map((key) => ({ key, type: text.includes(key) ? "string" : "integer" })),
};
