#!/usr/bin/env bash
# Makes FOLDER/libcuda.so.1, a driver without a device, so that the CUDA build of PyTorch loads on a machine without a GPU and
# computes on the processor. It has the functions that libcaffe2_nvrtc links against; each fails with CUDA_ERROR_NO_DEVICE.
#
#   stub-driver.sh FOLDER
set -eu

folder=$1
mkdir -p "$folder"
gcc -shared -fPIC -Wl,-soname,libcuda.so.1 -x c -o "$folder/libcuda.so.1" - <<'C'
#define F(name) int name(void) { return 100; }
F(cuInit) F(cuCtxGetCurrent) F(cuCtxSetCurrent) F(cuDevicePrimaryCtxGetState) F(cuDevicePrimaryCtxRetain)
F(cuFuncGetAttribute) F(cuFuncSetAttribute) F(cuGetErrorString) F(cuLaunchCooperativeKernel) F(cuLaunchKernel)
F(cuLinkAddData_v2) F(cuLinkComplete) F(cuLinkCreate_v2) F(cuModuleGetFunction) F(cuModuleLoadData)
F(cuModuleLoadDataEx) F(cuModuleUnload) F(cuOccupancyMaxActiveBlocksPerMultiprocessor) F(cuTensorMapEncodeTiled)
C
